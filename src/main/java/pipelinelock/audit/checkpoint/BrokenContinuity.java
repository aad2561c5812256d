package pipelinelock.audit.checkpoint;

/** The record does not continue its checkpoints, so nothing is signed. */
public final class BrokenContinuity extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /**
   * @param why a clause
   */
  public BrokenContinuity(String why) {
    super(why);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
