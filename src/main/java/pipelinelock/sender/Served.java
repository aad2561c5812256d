package pipelinelock.sender;

import java.util.Optional;

/**
 * The one workspace and the one app that the bot serves. Where the app is installed for a whole
 * organisation, Slack sends what people of all its workspaces do: this is served by nobody.
 *
 * @param teamId {@code T…}
 * @param appId {@code A…}
 */
public record Served(String teamId, String appId) {
  /** Why a request is not served, with the ids that it has and those of the settings. */
  public Optional<String> whyNot(Sender sender) {
    if (sender.kind() == Sender.Kind.HANDSHAKE) {
      return Optional.empty();
    }
    if (!sender.app().equals(appId)) {
      return Optional.of(
          "it is of app %s, and slack.app_id is %s".formatted(named(sender.app()), appId));
    }
    if (sender.wholeEnterprise()) {
      return Optional.of(
          "the app is installed for the whole organisation %s, and this bot serves workspace %s alone"
              .formatted(named(sender.enterprise()), teamId));
    }
    return sender.team().equals(teamId)
        ? Optional.empty()
        : Optional.of(
            "it is of workspace %s, and slack.team_id is %s"
                .formatted(named(sender.team()), teamId));
  }

  /** The reply to the person. */
  public static String told(String why) {
    return "Nothing was done: this bot does not serve the place that this came from. Tell the people who run the bot: "
        + why
        + ".";
  }

  /** Slack's ids are short and plain; anything else there is not repeated. */
  private static String named(String id) {
    return id.matches("[A-Z0-9]{1,30}") ? id : "(none)";
  }
}
