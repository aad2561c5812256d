package pipelinelock.incident;

/**
 * The bot must not act on an incident's record: a newer version wrote it and this one does not
 * fully understand it, so something in it might forbid the act; or it is not proved ({@link
 * UnprovenRecord}).
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
