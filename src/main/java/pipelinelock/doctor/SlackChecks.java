package pipelinelock.doctor;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import pipelinelock.slack.standing.BotStanding;
import pipelinelock.slack.standing.TokenStanding;

/** Checks Slack: the token, its scopes, and the channels that incidents are posted in. */
public final class SlackChecks {
  private final CheckContext context;
  private final BotStanding slack;
  private final SortedMap<String, String> channels;
  private final List<Channel> others;
  private final Supplier<TokenStanding> standing;

  /**
   * One more channel that the bot posts in.
   *
   * @param of what it is for
   * @param key by which the settings name it
   */
  public record Channel(String of, String key, String id) {}

  /**
   * @param channels channel ids by the environment's name
   * @param others the others
   */
  public SlackChecks(
      CheckContext context,
      BotStanding slack,
      SortedMap<String, String> channels,
      List<Channel> others) {
    this.context = context;
    this.slack = slack;
    this.channels = new TreeMap<>(channels);
    this.others = List.copyOf(others);
    this.standing = Suppliers.memoize(slack::token);
  }

  public RemoteChecks part() {
    var checks = new ArrayList<Check>();
    checks.add(context.check("slack scopes", () -> scopes(standing.get().scopes())));
    checks.add(context.check("slack clock", this::clock));
    checks.add(new Check("slack app id", context.limits().usual(), "slack.app_id", this::app));
    if (slack.hasAppToken()) {
      checks.add(
          new Check(
              "slack app token", context.limits().usual(), "slack.app_token", this::appToken));
    }
    channels.forEach(
        (environment, channel) ->
            checks.add(
                new Check(
                    "channel of " + environment,
                    context.limits().usual(),
                    "environments.%s.channel".formatted(environment),
                    () -> channel(channel))));
    others.forEach(
        other ->
            checks.add(
                new Check(
                    other.of(), context.limits().usual(), other.key(), () -> channel(other.id()))));
    return new RemoteChecks(context.chapter(), context.check("slack token", this::token), checks);
  }

  private Finding token() {
    var it = standing.get();
    return Finding.ok("is %s in workspace %s".formatted(it.user(), it.team()));
  }

  /** A wrong one has every request refused. */
  private Finding app() {
    String app = slack.app();
    return app.equals(slack.configuredApp())
        ? Finding.ok("the bot token is of app " + app)
        : Finding.fail(
            "the bot token is of app %s, and slack.app_id is %s: the bot would refuse every request"
                .formatted(app, slack.configuredApp()),
            "set slack.app_id to the App ID that the first page of the app's settings shows, or the token of the other app");
  }

  private Finding appToken() {
    return slack
        .socketRefusal()
        .map(SlackChecks::noSocket)
        .orElseGet(() -> Finding.ok("opens a socket"));
  }

  private static Finding noSocket(String error) {
    String found = "Slack opens no socket for the app-level token: " + error;
    return switch (error) {
      case "missing_scope" ->
          Finding.fail(
              found,
              "create an app-level token with the scope connections:write, under App-Level Tokens of the app");
      case "not_allowed_token_type", "invalid_auth", "not_authed", "token_revoked" ->
          Finding.fail(
              found,
              "set slack.app_token to the app-level token (xapp-…) of this app; the bot token is a different one");
      default ->
          Finding.fail(found, "enable Socket Mode in the app's settings, or set slack.mode: http");
    };
  }

  private static Finding scopes(List<String> granted) {
    var missing = TokenStanding.WANTED.stream().filter(it -> !granted.contains(it)).toList();
    var more = granted.stream().filter(it -> !TokenStanding.WANTED.contains(it)).sorted().toList();
    String found = "granted: " + String.join(", ", granted);
    if (!missing.isEmpty()) {
      return Finding.fail(
          "%s; missing: %s".formatted(found, String.join(", ", missing)),
          "install the app again with manifest.yml");
    }
    return more.isEmpty()
        ? Finding.ok(found)
        : Finding.warn(
            found, "more than needed: %s; see manifest.yml".formatted(String.join(", ", more)));
  }

  /** With an answer of its own: the token's may be some seconds old. */
  private Finding clock() {
    var asked = context.clock().instant();
    var date = slack.token().date();
    return ClockSkew.between(asked, context.clock().instant(), date);
  }

  private Finding channel(String id) {
    var channel = slack.channel(id);
    String name = "#" + channel.name();
    if (channel.archived()) {
      return Finding.fail(name + " is archived", "use another channel, or unarchive it");
    }
    if (!channel.member()) {
      return Finding.fail(
          "the bot is not in " + name, "in %s, type: /invite @pipeline-lock".formatted(name));
    }
    return channel.shared()
        ? Finding.warn(
            name + " is shared with another company",
            "use a channel of this workspace only: the bot posts full incidents there")
        : Finding.ok("the bot is in " + name);
  }
}
