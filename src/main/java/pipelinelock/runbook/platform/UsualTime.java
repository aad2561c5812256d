package pipelinelock.runbook.platform;

import java.time.Duration;
import java.util.List;

/**
 * How long the recreate of one VM takes, for people who wait for it.
 *
 * @param typical the median of earlier runs; without any, the runbook's time
 * @param longest of earlier runs; without any, the runbook's time
 * @param runs how many earlier runs it is based on; 0 = none was timed here
 */
public record UsualTime(Duration typical, Duration longest, int runs) {
  /** The runbook's task 260183, most of it draining. */
  public static final UsualTime RUNBOOK_WORKER = ofRunbook(Duration.ofSeconds(573));

  /** The runbook's task 260216. */
  public static final UsualTime RUNBOOK_WEB = ofRunbook(Duration.ofSeconds(273));

  private static UsualTime ofRunbook(Duration took) {
    return new UsualTime(took, took, 0);
  }

  /**
   * @param took at least one
   */
  static UsualTime of(List<Duration> took) {
    var sorted = took.stream().sorted().toList();
    var lower = sorted.get((sorted.size() - 1) / 2);
    var upper = sorted.get(sorted.size() / 2);
    return new UsualTime(lower.plus(upper).dividedBy(2), sorted.getLast(), sorted.size());
  }
}
