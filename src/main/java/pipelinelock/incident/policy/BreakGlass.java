package pipelinelock.incident.policy;

import java.time.Duration;

/**
 * Lets one person alone start an incident, where a policy has this. The start is announced at once,
 * and the incident stays open until a second person has reviewed it. It replaces people, never
 * evidence: the evidence is still read again before the start.
 *
 * @param people who may use it
 * @param channel id of the Slack channel where it is announced besides the incident's thread
 * @param remindEvery how often an overdue review is asked for
 */
public record BreakGlass(Approvers people, String channel, Duration remindEvery) {
  public BreakGlass {
    if (!remindEvery.isPositive()) {
      throw new IllegalArgumentException(
          "break_glass.remind_every must be longer than zero, not " + remindEvery);
    }
  }
}
