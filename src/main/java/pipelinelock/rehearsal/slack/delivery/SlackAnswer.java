package pipelinelock.rehearsal.slack.delivery;

import java.time.Duration;

/**
 * The bot's immediate answer to a command, a click or a submission. Status 0 means no answer within
 * the three seconds that Slack waits.
 */
public record SlackAnswer(int status, String body, Duration took) {
  public boolean isOk() {
    return status >= 200 && status < 300;
  }
}
