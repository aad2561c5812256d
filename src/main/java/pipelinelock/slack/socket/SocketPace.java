package pipelinelock.slack.socket;

import java.time.Duration;

/**
 * The timeouts of the socket connections.
 *
 * @param ping how often each connection is asked for a sign of life; one without is given up before
 *     the next
 * @param patience how long Slack has for each step of opening a connection
 * @param firstRetry after an attempt that failed; doubled with each further one
 * @param lastRetry the longest of these
 * @param life how long a connection lasts where Slack does not say
 */
public record SocketPace(
    Duration ping, Duration patience, Duration firstRetry, Duration lastRetry, Duration life) {
  /** Slack closes a connection after some five hours. */
  public static final SocketPace USUAL =
      new SocketPace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofHours(5));

  private static final double RENEWED = 0.8;
  private static final double OUTLIVED = 1.2;

  /**
   * When a connection gets its successor, well before Slack ends it: the two are open side by side.
   *
   * @param announced how long Slack said that it lasts
   */
  Duration renewal(Duration announced) {
    return times(announced, RENEWED);
  }

  /** When one that has a successor is closed, which Slack has forgotten to end. */
  Duration outlived(Duration announced) {
    return times(announced, OUTLIVED);
  }

  private static Duration times(Duration time, double factor) {
    return Duration.ofMillis(Math.round(time.toMillis() * factor));
  }
}
