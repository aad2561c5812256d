package pipelinelock.slack;

import java.util.List;
import java.util.Optional;
import pipelinelock.slack.message.Banner;

/**
 * The one workspace and app that the bot serves.
 *
 * @param botToken {@code xoxb-…}
 * @param signingSecrets of the app; two while the secret is being rotated
 * @param teamId the workspace, {@code T…}
 * @param appId the app, {@code A…}
 * @param methodsUrl the prefix of all Web API methods, with a slash at its end
 * @param banner put in front of every message
 * @param appToken {@code xapp-…}, if requests arrive over a socket; then nothing is signed
 */
public record SlackConfig(
    String botToken,
    List<String> signingSecrets,
    String teamId,
    String appId,
    String methodsUrl,
    Banner banner,
    Optional<String> appToken) {
  /** Slack itself. */
  public static final String METHODS = "https://slack.com/api/";

  public SlackConfig {
    signingSecrets = List.copyOf(signingSecrets);
    if (botToken.isBlank() || teamId.isBlank() || appId.isBlank()) {
      throw new IllegalArgumentException("slack needs a bot token, a team id and an app id");
    }
    if ((signingSecrets.isEmpty() && appToken.isEmpty())
        || signingSecrets.stream().anyMatch(SlackConfig::isNoSecret)) {
      throw new IllegalArgumentException(
          "slack needs a signing secret: without one anybody could sign (it is under the app's Basic Information)");
    }
    if (!methodsUrl.endsWith("/")) {
      throw new IllegalArgumentException("slack's methods URL must end with a slash");
    }
  }

  /** Bolt takes {@code ---} for a missing secret, so it is none. */
  private static boolean isNoSecret(String secret) {
    return secret.isBlank() || secret.equals("---");
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SlackConfig[%s, %s, %s]".formatted(teamId, appId, methodsUrl);
  }
}
