package pipelinelock.diagnosis.evidence;

/** Where a fact comes from. */
public enum Source {
  LOCK_REPOSITORY("lock repository"),
  CONCOURSE("Concourse"),
  BOSH("BOSH"),
  RECORD("the bot's record");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  /** The name for a person. */
  public String text() {
    return text;
  }
}
