package pipelinelock.incident.policy;

import java.time.Duration;

/**
 * One person alone may start what they answer for, where a policy has this. It is announced at once
 * and stays open until a second person has reviewed it. It stands in for people, never for the
 * evidence: what runs is still read again before the start.
 *
 * @param people who may
 * @param channel id of the Slack channel where it is announced beside the incident's thread
 * @param remindEvery how often a review that is due is asked for
 */
public record BreakGlass(Approvers people, String channel, Duration remindEvery) {
  public BreakGlass {
    if (!remindEvery.isPositive()) {
      throw new IllegalArgumentException(
          "break_glass.remind_every must be longer than zero, not " + remindEvery);
    }
  }
}
