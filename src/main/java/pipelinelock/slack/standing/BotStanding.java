package pipelinelock.slack.standing;

import com.slack.api.methods.Methods;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.slack.SlackConfig;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;

/** Asks Slack about the bot itself: the identity of its token, and its channels. */
public final class BotStanding {
  private final WebApi api;
  private final SlackConfig config;

  public BotStanding(WebApi api, SlackConfig config) {
    this.api = api;
    this.config = config;
  }

  /**
   * Asks Slack whose token this is.
   *
   * @throws RemoteFailure when Slack does not answer, refuses the token, or it is of another
   *     workspace
   */
  public TokenStanding token() {
    return switch (answer()) {
      case TokenAnswer.Given(var standing) -> standing;
      case TokenAnswer.Wrong(_, var what, var fix) ->
          throw new RemoteFailure(Kind.UNAUTHORISED, what + "; " + fix);
      case TokenAnswer.None(_, var failure) -> throw failure;
    };
  }

  /** Asks Slack whose token this is, and distinguishes a Slack in trouble from wrong settings. */
  public TokenAnswer answer() {
    try {
      return switch (ask("checking the bot token", Methods.AUTH_TEST, it -> it.authTest(r -> r))) {
        case Answer.Given<AuthTestResponse>(var given) -> answer(given);
        case Answer.No<AuthTestResponse>(var error) when BadToken.is(error) ->
            new TokenAnswer.Wrong("slack.bot_token", BadToken.what(error), BadToken.FIX);
        case Answer.No<AuthTestResponse>(var error) ->
            new TokenAnswer.None(
                new RemoteFailure(
                    Kind.BROKEN, "Slack answers %s to the bot token".formatted(error)));
      };
    } catch (RemoteFailure e) {
      return new TokenAnswer.None(e);
    }
  }

  private TokenAnswer answer(AuthTestResponse given) {
    if (given.isEnterpriseInstall()) {
      return new TokenAnswer.Wrong(
          "slack.bot_token",
          "the app is installed for the whole organisation %s, and this bot serves one workspace"
              .formatted(given.getEnterpriseId()),
          "install it in workspace %s alone, and set that token".formatted(config.teamId()));
    }
    if (given.getTeamId() == null) {
      return new TokenAnswer.None(
          new RemoteFailure(Kind.GARBAGE, "Slack's answer to auth.test names no workspace"));
    }
    if (!config.teamId().equals(given.getTeamId())) {
      return new TokenAnswer.Wrong(
          "slack.team_id",
          "the bot token belongs to workspace %s, but the settings name %s"
              .formatted(given.getTeamId(), config.teamId()),
          "set the one that is meant, or the token of the other one");
    }
    Map<String, List<String>> headers = given.getHttpResponseHeaders();
    return new TokenAnswer.Given(
        new TokenStanding(
            given.getTeam(),
            given.getUser(),
            Optional.ofNullable(given.getUserId()),
            header(headers, "x-oauth-scopes")
                .map(it -> Arrays.stream(it.split(",", -1)).map(String::strip).toList())
                .orElse(List.of()),
            header(headers, "date").flatMap(BotStanding::time)));
  }

  /**
   * Asks Slack which app the bot token is of.
   *
   * @throws RemoteFailure when Slack does not answer, or does not say
   */
  public String app() {
    var bot =
        ask("checking the bot token", Methods.AUTH_TEST, it -> it.authTest(r -> r))
            .given()
            .flatMap(it -> Optional.ofNullable(it.getBotId()))
            .orElseThrow(() -> new RemoteFailure(Kind.GARBAGE, "Slack names no bot of the token"));
    return ask("looking at bot " + bot, Methods.BOTS_INFO, it -> it.botsInfo(r -> r.bot(bot)))
        .given()
        .flatMap(it -> Optional.ofNullable(it.getBot()))
        .flatMap(it -> Optional.ofNullable(it.getAppId()))
        .orElseThrow(
            () ->
                new RemoteFailure(
                    Kind.NOT_FOUND, "Slack does not say of which app %s is".formatted(bot)));
  }

  /** The app that the settings name. */
  public String configuredApp() {
    return config.appId();
  }

  /** Whether requests come by a socket that the bot opens. */
  public boolean hasAppToken() {
    return config.appToken().isPresent();
  }

  /**
   * Asks Slack for an address of a socket, and opens none.
   *
   * @return Slack's word for why it gives none; empty when the app-level token is good
   * @throws RemoteFailure when Slack does not answer
   */
  public Optional<String> socketRefusal() {
    String token = config.appToken().orElseThrow();
    var answer =
        ask(
            "trying the app-level token",
            Methods.APPS_CONNECTIONS_OPEN,
            it -> it.appsConnectionsOpen(r -> r.token(token)));
    return answer instanceof Answer.No(var error) ? Optional.of(error) : Optional.empty();
  }

  /**
   * Asks Slack about a channel.
   *
   * @throws RemoteFailure when Slack does not answer, or shows the bot no such channel
   */
  public ChannelStanding channel(String id) {
    var answer =
        ask(
            "looking at channel " + id,
            Methods.CONVERSATIONS_INFO,
            it -> it.conversationsInfo(r -> r.channel(id)));
    var channel =
        switch (answer) {
          case Answer.Given<ConversationsInfoResponse>(var given) when given.getChannel() != null ->
              given.getChannel();
          case Answer.Given<ConversationsInfoResponse> _ -> throw unseen(id, "no reason");
          case Answer.No<ConversationsInfoResponse>(var error) -> throw unseen(id, error);
        };
    return new ChannelStanding(
        channel.getName(), channel.isMember(), channel.isArchived(), channel.isExtShared());
  }

  private static RemoteFailure unseen(String channel, String error) {
    return new RemoteFailure(
        Kind.NOT_FOUND, "Slack does not show channel %s: %s".formatted(channel, error));
  }

  /** What Slack says to a question. */
  private sealed interface Answer<T> {
    record Given<T>(T answer) implements Answer<T> {}

    /**
     * @param error Slack's word for why
     */
    record No<T>(String error) implements Answer<T> {}

    default Optional<T> given() {
      return this instanceof Given<T>(var answer) ? Optional.of(answer) : Optional.empty();
    }
  }

  private <T extends SlackApiTextResponse> Answer<T> ask(
      String action, String method, WebApi.Call<T> call) {
    return switch (api.send(method, call)) {
      case Sent.Done<T>(var answer) -> new Answer.Given<>(answer);
      case Sent.Refused<T>(var error) -> new Answer.No<>(error);
      case Sent.Slower<T>(var pause) ->
          throw new RemoteFailure(
              Kind.BUSY,
              "Slack asked to wait for %d s while %s".formatted(pause.toSeconds() + 1, action));
      case Sent.InDoubt<T>(var why) ->
          throw new RemoteFailure(Kind.UNREACHABLE, "%s while %s".formatted(why, action));
    };
  }

  private static Optional<String> header(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .flatMap(it -> it.getValue().stream())
        .findFirst();
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
