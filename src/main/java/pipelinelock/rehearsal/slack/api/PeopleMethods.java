package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** The methods about the app, users, user groups and channels. */
public final class PeopleMethods {
  private static final String APPROVERS = "S0APPROVERS";

  private final SlackWorkspace workspace;
  private final ChatMethods chat;
  private final SlackBot bot;

  public PeopleMethods(SlackWorkspace workspace, ChatMethods chat, SlackBot bot) {
    this.workspace = workspace;
    this.chat = chat;
    this.bot = bot;
  }

  public ObjectNode test(SlackArguments ignored) {
    return Json.object(
        "url",
        "https://rehearsal.slack.example/",
        "team",
        "Rehearsal",
        "user",
        "pipeline-lock",
        "team_id",
        Persona.TEAM,
        "user_id",
        SlackBot.USER,
        "bot_id",
        SlackBot.BOT,
        "app_id",
        bot.appId(),
        "is_enterprise_install",
        false);
  }

  public ObjectNode bot(SlackArguments arguments) {
    if (!arguments.text("bot").equals(SlackBot.BOT)) {
      throw new SlackRefusal("bot_not_found");
    }
    return Json.object(
        "bot",
        Json.object(
            "id",
            SlackBot.BOT,
            "deleted",
            false,
            "name",
            "pipeline-lock",
            "app_id",
            bot.appId(),
            "user_id",
            SlackBot.USER));
  }

  public ObjectNode user(SlackArguments arguments) {
    return Json.object(
        "user",
        arguments.text("user").equals(SlackBot.USER)
            ? own()
            : Persona.find(arguments.text("user"))
                .map(Persona::json)
                .orElseThrow(() -> new SlackRefusal("user_not_found")));
  }

  /** The app's own account, which Slack shows like anybody's. */
  private static ObjectNode own() {
    return Json.object(
        "id",
        SlackBot.USER,
        "team_id",
        Persona.TEAM,
        "name",
        "pipeline-lock",
        "deleted",
        false,
        "is_bot",
        true,
        "is_app_user",
        false);
  }

  public ObjectNode users(SlackArguments ignored) {
    return Json.object("members", Json.array(Persona.all().stream().map(Persona::json).toList()));
  }

  public ObjectNode members(SlackArguments arguments) {
    if (!arguments.text("usergroup").equals(APPROVERS)) {
      throw new SlackRefusal("no_such_subteam");
    }
    return Json.object("users", List.of(Persona.BEN.id(), Persona.CLEO.id()));
  }

  public ObjectNode channel(SlackArguments arguments) {
    return Json.object("channel", find(arguments).json());
  }

  /** The newest messages first, without the replies in threads; one page holds all. */
  public ObjectNode history(SlackArguments arguments) {
    var channel = find(arguments);
    boolean withMetadata = wantsMetadata(arguments);
    var messages =
        workspace.in(channel.id()).reversed().stream()
            .filter(message -> !message.isEphemeral() && message.threadTs().isEmpty())
            .map(message -> chat.json(message, withMetadata))
            .toList();
    return Json.object("messages", Json.array(messages), "has_more", false);
  }

  private static boolean wantsMetadata(SlackArguments arguments) {
    return List.of("true", "1").contains(arguments.text("include_all_metadata"));
  }

  public ObjectNode replies(SlackArguments arguments) {
    var channel = find(arguments);
    var ts = arguments.text("ts");
    boolean withMetadata = wantsMetadata(arguments);
    var thread =
        workspace.in(channel.id()).stream()
            .filter(message -> !message.isEphemeral())
            .filter(
                message ->
                    message.ts().equals(ts) || message.threadTs().filter(ts::equals).isPresent())
            .map(message -> chat.json(message, withMetadata))
            .toList();
    if (thread.isEmpty()) {
      throw new SlackRefusal("thread_not_found");
    }
    return Json.object("messages", Json.array(thread), "has_more", false);
  }

  /** The scope for a verb, which private channels and conversations have of their own. */
  public static Function<SlackArguments, String> scope(String verb) {
    return arguments -> kind(arguments.text("channel")) + ":" + verb;
  }

  private static String kind(String channel) {
    if (SlackDirect.isOne(channel)) {
      return "im";
    }
    return SlackChannel.find(channel).filter(SlackChannel::isPrivate).isPresent()
        ? "groups"
        : "channels";
  }

  private static SlackChannel find(SlackArguments arguments) {
    return SlackChannel.find(arguments.text("channel"))
        .orElseThrow(() -> new SlackRefusal("channel_not_found"));
  }
}
