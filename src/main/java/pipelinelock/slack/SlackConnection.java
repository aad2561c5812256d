package pipelinelock.slack;

import com.slack.api.Slack;
import com.slack.api.methods.Methods;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.util.thread.ExecutorServiceProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.OkHttpClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.channel.Receipt;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;
import pipelinelock.slack.form.Modals;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.SlackPosts;

/**
 * The bot's line to Slack's Web API. Nothing is sent twice by itself: a repeated post would be a
 * second message.
 */
public final class SlackConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SlackConfig config;
  private final OkHttpClient http;
  private final Slack slack;
  private final WebApi api;

  /**
   * @param shared whose connections are used
   */
  public SlackConnection(SlackConfig config, OkHttpClient shared) {
    this.config = config;
    this.http =
        shared
            .newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .callTimeout(LIMIT)
            .build();
    this.slack = Slack.getInstance(sdk(config), new SlackHttpClient(http));
    this.api = new WebApi(slack.methods(config.botToken()), System::nanoTime);
  }

  private static com.slack.api.SlackConfig sdk(SlackConfig config) {
    var sdk = new com.slack.api.SlackConfig();
    sdk.setMethodsEndpointUrlPrefix(config.methodsUrl());
    sdk.setProxyUrl(null); // else it takes HTTP(S)_PROXY and forgets NO_PROXY
    sdk.setStatsEnabled(false);
    sdk.setExecutorServiceProvider(new VirtualThreads());
    return sdk;
  }

  Slack slack() {
    return slack;
  }

  public SlackConfig config() {
    return config;
  }

  WebApi api() {
    return api;
  }

  /** For the thread publisher. */
  public SlackPosts posts() {
    return new SlackPosts(channels(), new FileUpload(api, http));
  }

  /** The messages in channels. */
  public ChannelMessages channels() {
    return new ChannelMessages(api, config.botToken(), config.appId());
  }

  /**
   * Says something in a channel that no incident is about.
   *
   * @param text as it came from outside
   * @throws RemoteFailure when it may not have been said
   */
  public void announce(String channel, String text) {
    var message = config.banner().on(new Message(Mrkdwn.escape(text), List.of()));
    var sent = channels().post(channel, Optional.empty(), message, Optional.empty());
    switch (sent) {
      case Sent.Done<Receipt> _ -> {}
      case Sent.Slower<Receipt> _ ->
          throw new RemoteFailure(Kind.BUSY, "Slack has too much to do just now");
      case Sent.InDoubt<Receipt>(var why) -> throw new RemoteFailure(Kind.UNREACHABLE, why);
      case Sent.Refused<Receipt>(var error) ->
          throw new RemoteFailure(Kind.REFUSED, "Slack refused it: " + error);
    }
  }

  /** Asks Slack who people are. */
  public People people(InstantSource clock) {
    return new People(api, config.teamId(), clock);
  }

  /** Reads messages that people point at. */
  public Messages messages() {
    return new Messages(api);
  }

  /** Opens forms. */
  public Modals modals() {
    return new Modals(api, config.banner());
  }

  /**
   * Asks Slack whose token this is.
   *
   * @throws RemoteFailure when Slack does not answer, refuses the token, or it is of another
   *     workspace
   */
  public Standing check() {
    var answer =
        switch (ask("checking the bot token", Methods.AUTH_TEST, it -> it.authTest(r -> r))) {
          case Answer.Given<AuthTestResponse>(var given) -> given;
          case Answer.No<AuthTestResponse>(var error) ->
              throw new RemoteFailure(
                  Kind.UNAUTHORISED,
                  "Slack refused the bot token: %s; install the app again and set its token"
                      .formatted(error));
        };
    if (!config.teamId().equals(answer.getTeamId())) {
      throw new RemoteFailure(
          Kind.REFUSED,
          "the bot token is of workspace %s, and the configured one is %s"
              .formatted(answer.getTeamId(), config.teamId()));
    }
    Map<String, List<String>> headers = answer.getHttpResponseHeaders();
    return new Standing(
        answer.getTeam(),
        answer.getUser(),
        header(headers, "x-oauth-scopes")
            .map(it -> Arrays.stream(it.split(",", -1)).map(String::strip).toList())
            .orElse(List.of()),
        header(headers, "date").flatMap(SlackConnection::time));
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
            _ -> slack.methods(token).appsConnectionsOpen(r -> r.token(token)));
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

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing the connection to Slack", e);
    }
  }

  /** Each of the SDK's tasks on a virtual thread of its own. */
  static final class VirtualThreads implements ExecutorServiceProvider {
    @Override
    public ExecutorService createThreadPoolExecutor(String name, int size) {
      return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
    }

    @Override
    public ScheduledExecutorService createThreadScheduledExecutor(String name) {
      return Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name(name).factory());
    }
  }
}
