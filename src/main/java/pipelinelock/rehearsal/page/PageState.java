package pipelinelock.rehearsal.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.stream.Stream;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.view.SlackView;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** What the page draws: the world, its people, and one channel from the view of one of them. */
final class PageState {
  private final SimulatedWorld world;
  private final SlackWorkspace workspace;

  PageState(SimulatedWorld world) {
    this.world = world;
    this.workspace = world.slack().workspace();
  }

  ObjectNode seenBy(String user, String channel) {
    return Json.object(
        "version", workspace.version(),
        "environment", SimulatedWorld.ENVIRONMENT,
        "speed", world.speed(),
        "personas", personas(),
        "channels", channels(user),
        "direct", direct(user),
        "messages", messages(user, channel),
        "commands", commands(user, channel),
        "modal", world.slack().modalOf(user).map(PageState::view).orElse(null),
        "home", world.slack().homeOf(user).map(PageState::view).orElse(null));
  }

  private static ArrayNode personas() {
    return Json.array(
        Persona.all().stream()
            .map(it -> Json.object("id", it.id(), "name", it.fullName(), "role", it.role()))
            .toList());
  }

  private ArrayNode channels(String user) {
    return Json.array(
        Arrays.stream(SlackChannel.values())
            .map(
                it ->
                    Json.object(
                        "id", it.id(),
                        "name", it.title(),
                        "archived", it.isArchived(),
                        "arrived", arrived(user, it.id())))
            .toList());
  }

  /** The app's own conversation with this person. */
  private ObjectNode direct(String user) {
    var id = Persona.find(user).map(SlackDirect::id).orElse("");
    return Json.object("id", id, "arrived", arrived(user, id));
  }

  /** When what others wrote there came, so that the page can mark what is unread. */
  private ArrayNode arrived(String user, String channel) {
    return Json.array(
        seen(user, channel)
            .filter(it -> workspace.author(it.ts()).filter(by -> by.id().equals(user)).isEmpty())
            .map(SlackMessage::ts)
            .map(TextNode::valueOf)
            .toList());
  }

  private ArrayNode messages(String user, String channel) {
    return Json.array(seen(user, channel).map(this::message).toList());
  }

  private Stream<SlackMessage> seen(String user, String channel) {
    return workspace.in(channel).stream()
        .filter(it -> it.onlyFor().isEmpty() || it.onlyFor().get().equals(user));
  }

  private ObjectNode message(SlackMessage message) {
    return Json.object(
        "ts", message.ts(),
        "thread", message.threadTs(),
        "ephemeral", message.isEphemeral(),
        "author", workspace.author(message.ts()).map(Persona::id),
        "text", message.text(),
        "blocks", message.blocks(),
        "edits", message.earlier().size(),
        "reactions", message.reactions(),
        "pinned", message.pinned(),
        "file", workspace.fileOf(message.ts()).map(PageState::file).orElse(null));
  }

  private ArrayNode commands(String user, String channel) {
    return Json.array(
        workspace.commands().stream()
            .filter(it -> it.user().equals(user) && it.channel().equals(channel))
            .map(it -> Json.object("ts", it.ts(), "text", it.text(), "user", it.user()))
            .toList());
  }

  private static ObjectNode file(SlackFile file) {
    return Json.object("name", file.name(), "content", file.content());
  }

  private static ObjectNode view(SlackView view) {
    return Json.object("id", view.id(), "json", view.json(), "errors", view.errors());
  }
}
