package pipelinelock.diagnosis.evidence;

import java.time.Duration;
import java.time.Instant;
import pipelinelock.pipeline.Build;

/**
 * An abort that the bot asked Concourse for, according to the bot's own record. Concourse does not
 * show it while the build continues.
 *
 * @param buildId the build's id in its Concourse
 * @param build its job and number, {@code pipeline-lock build 123}
 * @param incident the incident whose step it was, {@code INC-7}
 * @param at when it was about to ask, by the bot's clock
 */
public record AskedAbort(long buildId, String build, String incident, Instant at) {
  /** By how much the clocks of the bot and of Concourse may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  /**
   * Whether it is this build that was aborted. After a restore of Concourse's database the same id
   * and number may be given to another build, which then began after the abort.
   */
  public boolean isOf(Build other) {
    return other.id() == buildId
        && other.ref().shortForm().equals(build)
        && other.startedAt().map(start -> !at.isBefore(start.minus(CLOCKS))).orElse(true);
  }
}
