package pipelinelock.incident.ledger;

/**
 * The record gives no answer just now. What was asked of it may or may not be on it: read again
 * before it is asked once more. An expected failure: who meets it waits, or tells the person.
 */
public final class RecordUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param why without secrets
   */
  public RecordUnavailable(String why) {
    super("the record gives no answer: " + why);
  }

  /** The same, with what it comes from. */
  public RecordUnavailable(String why, Throwable cause) {
    super("the record gives no answer: " + why, cause);
  }
}
