package pipelinelock.slack.health;

import com.slack.api.bolt.App;
import com.slack.api.model.event.AppUninstalledEvent;
import com.slack.api.model.event.TokensRevokedEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.wording.UtcTime;

/** What Slack reports to the app about itself. */
public final class AppNotices {
  private final SlackHealth health;

  public AppNotices(SlackHealth health) {
    this.health = health;
  }

  /** Takes in the events that the manifest asks for. */
  public void listenTo(App bolt) {
    bolt.event(
        TokensRevokedEvent.class,
        (event, context) -> {
          var bots =
              Optional.ofNullable(event.getEvent().getTokens())
                  .flatMap(it -> Optional.ofNullable(it.getBot()))
                  .orElse(List.of());
          if (!bots.isEmpty()) { // else it is the token of a person, which this bot has none of
            health.begins(
                SlackTrouble.TOKEN,
                "the bot token was revoked; install the app again, set slack.bot_token and restart");
          }
          return context.ack();
        });
    bolt.event(
        AppUninstalledEvent.class,
        (_, context) -> {
          health.begins(
              SlackTrouble.UNINSTALLED,
              "the app was removed from the workspace; install it again, set slack.bot_token and restart");
          return context.ack();
        });
  }

  /**
   * Slack drops events of an app that has more than 30,000 an hour ({@code app_rate_limited}).
   *
   * @param minute in which it began, in seconds since 1970
   */
  public void eventsLost(long minute) {
    health.begins(
        SlackTrouble.EVENTS_LOST,
        "events of the minute %s were dropped, because the app had too many: Home pages and :pushpin: notes may be missing; commands and buttons are not affected"
            .formatted(time(minute)));
  }

  private static String time(long minute) {
    try {
      return UtcTime.of(Instant.ofEpochSecond(minute));
    } catch (DateTimeException e) {
      return "that Slack does not name";
    }
  }
}
