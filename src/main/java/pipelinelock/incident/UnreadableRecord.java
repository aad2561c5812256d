package pipelinelock.incident;

/**
 * The record of an incident is not to be acted on: this version does not wholly understand it,
 * because a newer one wrote it, and what is not understood could forbid the act; or it does not
 * hold ({@link UnprovenRecord}).
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
