package pipelinelock.slack.input;

/** What was typed makes no sense. The message says what to type instead. */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  public UsageError(String advice) {
    super(advice, null, false, false);
    this.advice = advice;
  }

  /** For the person: what to type instead. */
  public String advice() {
    return advice;
  }
}
