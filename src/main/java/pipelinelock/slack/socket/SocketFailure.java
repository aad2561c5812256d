package pipelinelock.slack.socket;

import java.io.Serial;
import java.time.Duration;

/** Why no connection could be opened, for the log. */
final class SocketFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Duration pause;

  SocketFailure(String why) {
    this(why, Duration.ZERO);
  }

  /**
   * @param pause how long Slack asks to wait at least
   */
  SocketFailure(String why, Duration pause) {
    super(why);
    this.pause = pause;
  }

  Duration pause() {
    return pause;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
