package pipelinelock.watch;

/**
 * What follows from one look.
 *
 * @param state to be saved once the act is done
 */
public record WatchStep(WatchState state, Act act) {
  /** What is to be posted. */
  public sealed interface Act {
    /** Nothing. */
    record Nothing() implements Act {}

    /**
     * A post.
     *
     * @param again it may be there already
     */
    record Announce(Notice notice, Trouble trouble, boolean again) implements Act {}

    /** The post is to show what is seen now. */
    record Refresh(Notice notice, Trouble trouble, boolean aloud) implements Act {}

    /** The post is to say that it is over. */
    record End(Notice notice, Trouble trouble, boolean aloud) implements Act {}
  }

  static WatchStep quiet(WatchState state) {
    return new WatchStep(state, new Act.Nothing());
  }
}
