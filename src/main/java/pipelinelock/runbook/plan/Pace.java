package pipelinelock.runbook.plan;

import java.time.Duration;

/**
 * How often the driver looks and how long it waits.
 *
 * @param poll between two looks at something that moves
 * @param retry between two attempts if a remote does not answer
 * @param act how long a step on Concourse may be retried
 * @param grace how long after the next process took over a crashed one's request may still reach
 *     the Director
 * @param doubt how long the Director is asked about a request whose answer was lost
 * @param verify how long VMs and Concourse may take to come back
 * @param clear how long a recreate may wait for a final look that allows it, e.g. for the end of
 *     another pipeline's build, or for a Director that answers
 * @param vigil between two looks at a request that waits for approvals
 * @param run how long the run of a deployment is followed at most
 */
public record Pace(
    Duration poll,
    Duration retry,
    Duration act,
    Duration grace,
    Duration doubt,
    Duration verify,
    Duration clear,
    Duration vigil,
    Duration run) {
  /** For real systems. */
  public static final Pace REAL =
      new Pace(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15),
          Duration.ofMinutes(20),
          Duration.ofMinutes(1),
          Duration.ofHours(6));

  /** Between two looks at something that has been silent so long: up to ten times slower. */
  public Duration poll(Duration silence) {
    long slower = 1 + silence.dividedBy(poll.multipliedBy(60));
    return poll.multipliedBy(Math.min(slower, 10));
  }

  /** The same, faster by a factor; no wait below 20 ms. */
  public Pace times(int factor) {
    return new Pace(
        by(poll, factor),
        by(retry, factor),
        by(act, factor),
        by(grace, factor),
        by(doubt, factor),
        by(verify, factor),
        by(clear, factor),
        by(vigil, factor),
        by(run, factor));
  }

  private static Duration by(Duration duration, int factor) {
    var shorter = duration.dividedBy(factor);
    return shorter.compareTo(Duration.ofMillis(20)) < 0 ? Duration.ofMillis(20) : shorter;
  }
}
