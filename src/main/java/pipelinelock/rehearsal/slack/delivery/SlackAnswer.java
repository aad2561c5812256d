package pipelinelock.rehearsal.slack.delivery;

import java.time.Duration;

/**
 * What the bot answered at once to a command, a click or a submission. Status 0 means that nothing
 * came within the three seconds that Slack waits.
 */
public record SlackAnswer(int status, String body, Duration took) {
  public boolean isOk() {
    return status >= 200 && status < 300;
  }
}
