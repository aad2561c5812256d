package pipelinelock.incident.ledger;

/**
 * The record does not answer at the moment. The operation may or may not have taken effect: read
 * again before retrying it. This is an expected failure: wait, or say so to the user.
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
