package pipelinelock.audit.witness;

import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.environment.RemoteFailure;

/**
 * Compares a record with the newest checkpoint of a witness. The witness is asked first: the
 * record, read afterwards, must contain everything that the witness had by then.
 */
public final class WitnessCheck {
  private final Witness witness;
  private final Optional<String> newest;
  private final Optional<String> silence;

  private WitnessCheck(Witness witness, Optional<String> newest, Optional<String> silence) {
    this.witness = witness;
    this.newest = newest;
    this.silence = silence;
  }

  /** Asks now. */
  public static WitnessCheck of(Witness witness) {
    try {
      return new WitnessCheck(witness, witness.newest(), Optional.empty());
    } catch (RemoteFailure e) {
      return new WitnessCheck(
          witness, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  public Witness witness() {
    return witness;
  }

  /**
   * What its answer comes to.
   *
   * @param series the record's own checkpoints, read since
   */
  public WitnessStatement testimony(
      List<SignedCheckpoint> series, TrustedKeys keys, Receipts receipts) {
    if (silence.isPresent()) {
      return new WitnessStatement.NotKnown(silence.get());
    }
    var taken = receipts.newest(witness.name()).map(WitnessReceipt::number);
    if (newest.isEmpty()) {
      return taken.isPresent()
          ? forgot(taken.get(), "none at all")
          : new WitnessStatement.KeepsNone();
    }
    var problem = Continuation.problem(series, newest.get(), witness.name(), keys);
    if (problem.isPresent()) {
      return new WitnessStatement.Against(problem.get());
    }
    var kept = SignedCheckpoint.parse(newest.get());
    long number = kept.checkpoint().number();
    return taken.isPresent() && taken.get() > number
        ? forgot(taken.get(), "none after checkpoint " + number)
        : new WitnessStatement.Keeps(kept);
  }

  private WitnessStatement forgot(long taken, String kept) {
    return new WitnessStatement.Forgot(
        "%s accepted checkpoint %d, but now keeps %s: its history was rewritten, or an older copy was restored. Ask its owners to check"
            .formatted(witness.name(), taken, kept));
  }
}
