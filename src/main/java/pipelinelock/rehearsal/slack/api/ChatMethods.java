package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.BlockRules;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** The {@code chat.*}, {@code reactions.*} and {@code pins.*} methods. */
public final class ChatMethods {
  private static final int MOST_TEXT = 40_000;
  private static final int MOST_TEXT_OF_AN_UPDATE = 4_000;

  private final SlackWorkspace workspace;
  private final SlackBot bot;

  public ChatMethods(SlackWorkspace workspace, SlackBot bot) {
    this.workspace = workspace;
    this.bot = bot;
  }

  public ObjectNode postMessage(SlackArguments arguments) {
    var person = Persona.find(arguments.text("channel"));
    if (person.isPresent()) {
      return direct(person.get(), arguments);
    }
    var begun = begunWith(arguments.text("channel"));
    if (begun.isPresent()) {
      return direct(begun.get(), arguments);
    }
    var channel = writable(arguments);
    var content = content(arguments, MOST_TEXT);
    // A reply to what somebody deleted comes into the channel itself, without an error.
    var thread = arguments.given("thread_ts").filter(ts -> !workspace.isGone(ts));
    thread.ifPresent(ts -> requireParent(channel, ts));
    var target = new SlackWorkspace.Target(channel.id(), thread, Optional.empty());
    return said(workspace.post(target, content));
  }

  /** A user's id as the channel: the app's own conversation with that person. */
  private ObjectNode direct(Persona person, SlackArguments arguments) {
    person.unwritable().ifPresent(ChatMethods::refuse);
    var target =
        new SlackWorkspace.Target(SlackDirect.id(person), Optional.empty(), Optional.empty());
    return said(workspace.post(target, content(arguments, MOST_TEXT)));
  }

  private static void refuse(String error) {
    throw new SlackRefusal(error);
  }

  /** A conversation has its id only once something was written in it. */
  private Optional<Persona> begunWith(String channel) {
    return SlackDirect.with(channel).filter(_ -> !workspace.in(channel).isEmpty());
  }

  public ObjectNode postEphemeral(SlackArguments arguments) {
    var channel = writable(arguments);
    var user =
        Persona.find(arguments.text("user"))
            .orElseThrow(() -> new SlackRefusal("user_not_in_channel"));
    var target =
        new SlackWorkspace.Target(
            channel.id(), arguments.given("thread_ts"), Optional.of(user.id()));
    var message = workspace.post(target, content(arguments, MOST_TEXT));
    return Json.object("message_ts", message.ts());
  }

  public ObjectNode update(SlackArguments arguments) {
    var message = message(arguments, "ts");
    if (message.isEphemeral()) {
      throw new SlackRefusal("message_not_found");
    }
    var next = content(arguments, MOST_TEXT_OF_AN_UPDATE);
    var kept = next.metadata().or(message::metadata);
    var content = new SlackMessage.Content(next.text(), next.blocks(), kept);
    return said(workspace.edit(message.ts(), content));
  }

  public ObjectNode delete(SlackArguments arguments) {
    var message = message(arguments, "ts");
    workspace.remove(message.ts());
    return Json.object("channel", message.channel(), "ts", message.ts());
  }

  public ObjectNode permalink(SlackArguments arguments) {
    var message = message(arguments, "message_ts");
    var link =
        "https://rehearsal.slack.example/archives/%s/p%s"
            .formatted(message.channel(), message.ts().replace(".", ""));
    var thread =
        message.threadTs().map(ts -> "?thread_ts=%s&cid=%s".formatted(ts, message.channel()));
    return Json.object("channel", message.channel(), "permalink", link + thread.orElse(""));
  }

  public ObjectNode react(SlackArguments arguments) {
    var message = message(arguments, "timestamp");
    var name = arguments.given("name").orElseThrow(() -> new SlackRefusal("invalid_name"));
    if (message.reactions().contains(name)) {
      throw new SlackRefusal("already_reacted");
    }
    workspace.change(message.ts(), it -> it.reacted(name));
    return Json.object();
  }

  public ObjectNode unpin(SlackArguments arguments) {
    var message = message(arguments, "timestamp");
    if (!message.pinned()) {
      throw new SlackRefusal("no_pin");
    }
    workspace.change(message.ts(), SlackMessage::unpin);
    return Json.object();
  }

  public ObjectNode pin(SlackArguments arguments) {
    var message = message(arguments, "timestamp");
    if (message.pinned()) {
      throw new SlackRefusal("already_pinned");
    }
    workspace.change(message.ts(), SlackMessage::pin);
    return Json.object();
  }

  /** A message as the API shows it. */
  public ObjectNode json(SlackMessage message, boolean withMetadata) {
    var author = workspace.author(message.ts());
    var json =
        Json.object(
            "type", "message",
            "user", author.map(Persona::id).orElse(SlackBot.USER),
            "team", Persona.TEAM,
            "ts", message.ts(),
            "text", message.text(),
            "blocks", SlackOwnForm.of(message.blocks()),
            "thread_ts", message.threadTs());
    if (author.isEmpty()) {
      json.put("bot_id", SlackBot.BOT).put("app_id", bot.appId());
    }
    workspace
        .fileOf(message.ts())
        .ifPresent(
            file ->
                json.set(
                    "files",
                    Json.array(
                        List.of(
                            Json.object(
                                "id", file.id(), "name", file.name(), "title", file.title())))));
    if (withMetadata) {
      message.metadata().ifPresent(metadata -> json.set("metadata", metadata));
    }
    return json;
  }

  private ObjectNode said(SlackMessage message) {
    return Json.object(
        "channel", message.channel(),
        "ts", message.ts(),
        "text", message.text(),
        "message", json(message, true));
  }

  private SlackMessage.Content content(SlackArguments arguments, int mostText) {
    var text = arguments.text("text");
    var blocks = arguments.json("blocks", "invalid_blocks_format");
    if (text.isEmpty() && blocks.filter(it -> !it.isEmpty()).isEmpty()) {
      throw new SlackRefusal("no_text");
    }
    if (text.codePointCount(0, text.length()) > mostText) {
      throw new SlackRefusal("msg_too_long");
    }
    if (blocks.filter(it -> !it.isArray()).isPresent()) {
      throw new SlackRefusal("invalid_blocks_format");
    }
    blocks.ifPresent(BlockRules::checkMessage);
    var metadata = arguments.json("metadata", "invalid_metadata_format").map(ChatMethods::checked);
    var none = Json.MAPPER.createArrayNode();
    return new SlackMessage.Content(text, blocks.map(ArrayNode.class::cast).orElse(none), metadata);
  }

  private static JsonNode checked(JsonNode metadata) {
    if (!metadata.path("event_type").isTextual() || !metadata.path("event_payload").isObject()) {
      throw new SlackRefusal("invalid_metadata_format");
    }
    return metadata;
  }

  private static SlackChannel writable(SlackArguments arguments) {
    var channel = channel(arguments);
    if (channel.isArchived()) {
      throw new SlackRefusal("is_archived");
    }
    if (!channel.hasTheBot()) {
      throw new SlackRefusal("not_in_channel");
    }
    return channel;
  }

  private static SlackChannel channel(SlackArguments arguments) {
    return SlackChannel.find(arguments.text("channel"))
        .orElseThrow(() -> new SlackRefusal("channel_not_found"));
  }

  private SlackMessage message(SlackArguments arguments, String tsName) {
    var named = arguments.text("channel");
    var channel = begunWith(named).map(SlackDirect::id).orElseGet(() -> channel(arguments).id());
    return workspace
        .find(arguments.text(tsName))
        .filter(message -> message.channel().equals(channel))
        .filter(message -> !workspace.isDeleted(message.ts()))
        .orElseThrow(() -> new SlackRefusal("message_not_found"));
  }

  private void requireParent(SlackChannel channel, String ts) {
    var parent =
        workspace
            .find(ts)
            .filter(message -> message.channel().equals(channel.id()))
            .orElseThrow(() -> new SlackRefusal("thread_not_found"));
    if (parent.threadTs().isPresent() || parent.isEphemeral()) {
      throw new SlackRefusal("cannot_reply_to_message");
    }
  }
}
