package pipelinelock.incident.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * When approvers are reminded, once.
 *
 * @param after counted from the request
 * @param escalateTo id of a Slack user or user group who is then called too
 */
public record Reminder(Duration after, Optional<String> escalateTo) {
  public Reminder {
    if (!after.isPositive()) {
      throw new IllegalArgumentException("remind_after must be longer than zero, not " + after);
    }
  }
}
