package pipelinelock.incident.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * When those who may approve are reminded, once.
 *
 * @param after from the request on
 * @param escalateTo id of a Slack user or user group who is called then too
 */
public record Reminder(Duration after, Optional<String> escalateTo) {
  public Reminder {
    if (!after.isPositive()) {
      throw new IllegalArgumentException("remind_after must be longer than zero, not " + after);
    }
  }
}
