package pipelinelock.incident;

/** How an incident ended. */
public enum Outcome {
  /** Every step was done and verified. */
  COMPLETED("completed"),
  /** A step did not work out; the rest was not begun. */
  FAILED("stopped by a failure"),
  /** A person asked to stop it after the start. */
  CANCELLED("cancelled"),
  /** An approver said no. */
  REJECTED("rejected"),
  /** The requester took it back before the start. */
  WITHDRAWN("withdrawn"),
  /** Too few approvals in time. */
  EXPIRED("expired"),
  /** What was approved is no longer what is there. */
  LAPSED("lapsed");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** The word for a person: {@code INC-42 is completed}. */
  public String text() {
    return text;
  }
}
