package pipelinelock.slack.standing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Slack says about the bot token ({@code auth.test}).
 *
 * @param team the workspace's name
 * @param user the bot's name
 * @param userId of the bot's own account; empty where Slack does not say
 * @param scopes what the app was granted (header {@code x-oauth-scopes})
 * @param date Slack's clock: whole seconds, rounded down
 */
public record TokenStanding(
    String team,
    String user,
    Optional<String> userId,
    List<String> scopes,
    Optional<Instant> date) {
  /** What the bot uses, and so what manifest.yml asks for. */
  public static final List<String> WANTED =
      List.of(
          "commands",
          "chat:write",
          "users:read",
          "usergroups:read",
          "channels:read",
          "channels:history",
          "groups:read",
          "groups:history",
          "reactions:read",
          "files:write",
          "pins:write");

  public TokenStanding {
    scopes = List.copyOf(scopes);
  }
}
