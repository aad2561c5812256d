package pipelinelock.incident;

/**
 * The record holds something that this version does not wholly understand, because a newer one
 * wrote it. Nothing may be done about that incident: what is not understood could forbid it.
 */
public abstract class UnreadableRecord extends IllegalStateException {
  private static final long serialVersionUID = 1;

  protected UnreadableRecord(String why) {
    super(why);
  }

  /** What cannot be read, and the way out. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
