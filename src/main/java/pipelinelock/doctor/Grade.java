package pipelinelock.doctor;

/** How good a finding is, best first. */
public enum Grade {
  OK("ok"),
  /** It was not tried, because what it rests on failed. */
  NOT_TRIED("-"),
  WARN("warn"),
  FAIL("FAIL");

  private final String text;

  Grade(String text) {
    this.text = text;
  }

  /** As the table shows it. */
  public String text() {
    return text;
  }
}
