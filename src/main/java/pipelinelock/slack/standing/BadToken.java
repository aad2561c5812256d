package pipelinelock.slack.standing;

import java.util.Set;

/** The words by which Slack says that a token is no good. Every other is about Slack, or a call. */
public final class BadToken {
  /** What to do about the bot token. */
  public static final String FIX =
      "install the app again and set the bot token (xoxb-…) that it shows; if Slack limits the app to some networks, check those too";

  private static final Set<String> WORDS =
      Set.of(
          "not_authed",
          "invalid_auth",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "not_allowed_token_type");

  private BadToken() {}

  /**
   * @param error Slack's word
   */
  public static boolean is(String error) {
    return WORDS.contains(error);
  }

  /** The same in words. */
  public static String what(String error) {
    return "Slack refused the bot token: " + error;
  }
}
