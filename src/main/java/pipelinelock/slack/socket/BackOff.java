package pipelinelock.slack.socket;

import java.time.Duration;

/**
 * How long to wait before the next connection. A connection that ended at once counts as failed:
 * otherwise a Slack that closes each connection would be asked again without a pause.
 *
 * @param attempts since a connection lasted
 */
record BackOff(SocketPace pace, int attempts) {
  /** A connection that was open for so long was a good one. */
  private static final int LASTED = 12;

  private static final int MOST_DOUBLED = 16;

  static BackOff fresh(SocketPace pace) {
    return new BackOff(pace, 0);
  }

  BackOff tried() {
    return new BackOff(pace, attempts + 1);
  }

  /**
   * @param open how long the connection was, that has ended
   */
  BackOff ended(Duration open) {
    return open.compareTo(pace.ping().multipliedBy(LASTED)) < 0 ? this : fresh(pace);
  }

  /**
   * Before the next attempt.
   *
   * @param random from 0 to 1, so that nodes do not ask at the same moment
   */
  Duration pause(double random) {
    if (attempts == 0) {
      return Duration.ZERO;
    }
    var doubled = pace.firstRetry().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLED));
    var most = doubled.compareTo(pace.lastRetry()) < 0 ? doubled : pace.lastRetry();
    return Duration.ofMillis(Math.round(most.toMillis() * (1 + random / 2)));
  }
}
