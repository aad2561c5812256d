package pipelinelock.slack.standing;

import java.util.Optional;
import pipelinelock.environment.RemoteFailure;

/** What Slack says to the question whose the bot token is. */
public sealed interface TokenAnswer {
  /** It is this bot's. */
  record Given(TokenStanding standing) implements TokenAnswer {}

  /**
   * The settings are wrong; trying again would not help.
   *
   * @param key of the setting
   * @param fix what to do about it
   */
  record Wrong(String key, String what, String fix) implements TokenAnswer {}

  /**
   * Slack gave no answer to go by, and may give one later.
   *
   * @param why in words
   */
  record None(String why, RemoteFailure failure) implements TokenAnswer {
    None(RemoteFailure failure) {
      this(Optional.ofNullable(failure.getMessage()).orElse("no answer"), failure);
    }
  }
}
