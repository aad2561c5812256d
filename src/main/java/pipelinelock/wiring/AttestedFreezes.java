package pipelinelock.wiring;

import java.util.Optional;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.FreezeRecord;

/** Freezes that get a checkpoint soon after they are recorded. */
record AttestedFreezes(FreezeRecord record, Attestation attestation) implements FreezeRecord {
  @Override
  public Optional<Freeze> current() {
    return record.current();
  }

  @Override
  public boolean change(boolean frozen, UserId by, String reason) {
    boolean changed = record.change(frozen, by, reason);
    if (changed) {
      attestation.attestSoon();
    }
    return changed;
  }
}
