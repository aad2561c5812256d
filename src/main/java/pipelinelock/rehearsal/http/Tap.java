package pipelinelock.rehearsal.http;

/**
 * What a test does with the requests of the simulated servers: it may act when one comes or was
 * answered, and lose it. Called in the thread of the request, outside of every monitor.
 */
public interface Tap {
  /** Lets everything pass. */
  Tap NONE = new Tap() {};

  /**
   * A request is there, and nothing was done about it yet.
   *
   * @return false when it is to be lost: nothing is done, and the connection closes
   */
  default boolean arrives(SeenRequest request) {
    return true;
  }

  /**
   * The request was acted on.
   *
   * @return false when its answer is to be lost: the connection closes without one
   */
  default boolean isAnswered(SeenRequest request) {
    return true;
  }

  /** The request was acted on, and its answer sent or lost. */
  default void answered(SeenRequest request) {}
}
