package pipelinelock.rehearsal.bosh.instance;

/**
 * What the Director knows about an instance's updates but shows in no listing; guarded by the
 * Director's monitor.
 */
public final class UpdateMarks {
  private boolean dirty;
  private boolean ahead;
  private boolean swapBegun;

  /** Whether an update of it was begun and not finished. */
  public boolean isDirty() {
    return dirty;
  }

  public void isDirty(boolean broken) {
    dirty = broken;
  }

  /** Whether it has a manifest that is newer than the deployment's. */
  public boolean isAhead() {
    return ahead;
  }

  public void isAhead(boolean newer) {
    ahead = newer;
  }

  /** Whether a second VM was asked for, and has not taken the first one's place yet. */
  public boolean isSwapBegun() {
    return swapBegun;
  }

  void isSwapBegun(boolean begun) {
    swapBegun = begun;
  }

  /** An update of it has ended well. */
  void finished() {
    dirty = false;
    ahead = false;
    swapBegun = false;
  }
}
