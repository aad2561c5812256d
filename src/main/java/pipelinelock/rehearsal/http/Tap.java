package pipelinelock.rehearsal.http;

/**
 * Stands in front of a simulated server, for a test: sees each request, and may lose it, answer it
 * or change its answer. Called in the request's thread, outside every monitor.
 */
public interface Tap {
  /** Lets everything pass. */
  Tap NONE = new Tap() {};

  /** The server behind the tap. */
  interface Server {
    /** Acts on the request. */
    Answer answer() throws InterruptedException;
  }

  /**
   * A request has arrived and nothing was done about it yet.
   *
   * @return false to lose it: nothing is done, and the connection closes
   */
  default boolean arrives(SeenRequest request) {
    return true;
  }

  /**
   * The answer to a request that was not lost; {@link Answer#nothing()} closes the connection.
   *
   * @param server not asked if the tap answers itself
   */
  default Answer answer(SeenRequest request, Server server) throws InterruptedException {
    return server.answer();
  }

  /** The request was acted on, and its answer was sent or lost. */
  default void answered(SeenRequest request) {}
}
