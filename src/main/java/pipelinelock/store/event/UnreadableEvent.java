package pipelinelock.store.event;

import pipelinelock.audit.Verification;
import pipelinelock.incident.UnreadableRecord;

/** An event of the record that this version does not fully understand. */
public final class UnreadableEvent extends UnreadableRecord {
  private static final long serialVersionUID = 1;

  public UnreadableEvent(String why) {
    super(why);
  }

  /** The same, with its place in the record and the way out. */
  public UnreadableEvent at(long incident, long sequence) {
    return new UnreadableEvent(
        "event %d of %s cannot be read: %s; it was written by a newer version, so run that one on every node"
            .formatted(sequence, Verification.name(incident), getMessage()));
  }
}
