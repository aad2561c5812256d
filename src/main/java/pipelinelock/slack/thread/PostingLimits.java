package pipelinelock.slack.thread;

import java.time.Duration;

/**
 * How fast a thread is updated.
 *
 * @param edit the least time between two edits of one message
 * @param post the least time between two posts in one channel
 * @param firstRetry the pause after a send that got no answer; doubles each time
 * @param lastRetry the longest such pause, and the one after a refusal
 */
public record PostingLimits(Duration edit, Duration post, Duration firstRetry, Duration lastRetry) {
  /** What Slack allows: about one a second. */
  public static final PostingLimits DEFAULT =
      new PostingLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));

  /** After so many sends in a row without an answer. */
  Duration retry(int failures) {
    var pause = firstRetry.multipliedBy(1L << Math.min(failures - 1, 16));
    return pause.compareTo(lastRetry) > 0 ? lastRetry : pause;
  }
}
