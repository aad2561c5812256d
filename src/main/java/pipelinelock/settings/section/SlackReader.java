package pipelinelock.settings.section;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings.Slack;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code slack}: the app, and the one workspace that it serves. */
public final class SlackReader {
  public static final Kind<Slack> SLACK =
      Kinds.section("{bot_token: '${SLACK_BOT_TOKEN}', …}", SlackReader::read);

  private static final Kind<Secret> BOT_TOKEN =
      Kinds.secret("a bot token, which starts with xoxb-", "${SLACK_BOT_TOKEN}", "xoxb-\\S+");

  // Bolt checks no signatures at all for a blank secret, and for its placeholder '---'.
  private static final Kind<Secret> SIGNING_SECRET =
      Kinds.secret(
          "a signing secret, which has at least 16 characters",
          "\"${SLACK_SIGNING_SECRET}\"",
          "(?=.*[A-Za-z0-9])\\S{16,}");

  private static final String HTTP = "http";
  private static final String SOCKET = "socket";
  private static final Kind<String> MODE =
      Kinds.matching("http or socket", "socket", "http|socket");
  private static final Kind<Secret> APP_TOKEN =
      Kinds.secret(
          "an app-level token, which starts with xapp-", "${SLACK_APP_TOKEN}", "xapp-\\S+");

  private static final Kind<String> RUN_BY =
      Kinds.matching(
          "the id of a Slack user, user group or channel", "S0PLATFORM", "[UWSCG][A-Z0-9]+");

  private SlackReader() {}

  private static Value<Slack> read(Section section) {
    var botToken = section.required("bot_token", BOT_TOKEN);
    var mode = section.optional("mode", MODE, HTTP);
    boolean socket = mode.sound().filter(SOCKET::equals).isPresent();
    Value<Optional<Secret>> appToken =
        socket
            ? section.required("app_token", APP_TOKEN).then(it -> Value.of(Optional.of(it)))
            : section.optional("app_token", APP_TOKEN);
    var signingSecrets =
        socket
            ? section.optional("signing_secrets", signingSecrets(), List.of())
            : section.required("signing_secrets", signingSecrets());
    var teamId =
        section.required("team_id", Kinds.matching("a workspace's id", "T0123ABCD", "T[A-Z0-9]+"));
    var appId =
        section.required("app_id", Kinds.matching("an app's id", "A0123ABCD", "A[A-Z0-9]+"));
    var apiUrl = section.optional("api_url", Urls.api("https://slack.com/api/"), Slack.API_URL);
    var runBy = section.optional("run_by", RUN_BY);
    return section.finish(
        () ->
            new Slack(
                botToken.get(),
                signingSecrets.get(),
                teamId.get(),
                appId.get(),
                folder(apiUrl.get()),
                appToken.get().filter(_ -> mode.get().equals(SOCKET)),
                runBy.get()));
  }

  private static Kind<List<Secret>> signingSecrets() {
    return Kinds.filled(Kinds.list(SIGNING_SECRET))
        .and(
            (place, secrets) ->
                secrets.size() > 2
                    ? place.wrong(
                        "has more than two secrets", "keep the current one and the previous one")
                    : Value.of(secrets));
  }

  private static URI folder(URI url) {
    return url.toString().endsWith("/") ? url : URI.create(url + "/");
  }
}
