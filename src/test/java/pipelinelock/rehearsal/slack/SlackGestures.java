package pipelinelock.rehearsal.slack;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.workspace.BlockElements;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** What people, their clients and Slack do that the rehearsal's page has no button for. */
public final class SlackGestures {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final SimulatedSlack slack;
  private final AtomicReference<String> lastReaction = new AtomicReference<>("");

  public SlackGestures(SimulatedSlack slack) {
    this.slack = slack;
  }

  /**
   * Presses a button that an earlier form of the message had, as a client does that has not redrawn
   * it yet.
   */
  public SlackAnswer clickOldVersion(String userId, String messageTs, String actionId) {
    var now = slack.workspace().get(messageTs);
    var old =
        now.earlier().reversed().stream()
            .filter(content -> BlockElements.find(content.blocks(), actionId).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no earlier form with " + actionId));
    var seen =
        new SlackMessage(
            now.channel(),
            now.ts(),
            now.threadTs(),
            now.onlyFor(),
            old,
            List.of(),
            List.of(),
            false);
    return slack.click(userId, seen, actionId);
  }

  /** Writes a message, in a thread or in the channel itself. */
  public SlackMessage writes(
      String userId, String channelId, Optional<String> thread, String text) {
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return slack
        .workspace()
        .post(
            new SlackWorkspace.Target(SlackChannel.get(channelId).id(), thread, Optional.empty()),
            new SlackMessage.Content(escaped, Json.MAPPER.createArrayNode(), Optional.empty()),
            Persona.get(userId));
  }

  /** Adds a reaction to a message. */
  public SlackAnswer reacts(String userId, String messageTs, String reaction) {
    var message = slack.workspace().get(messageTs);
    lastReaction.set(slack.payloads().reactionAdded(Persona.get(userId), message, reaction));
    return deliversAgain();
  }

  /** The last reaction once more, as Slack does where it got no answer: the same event. */
  public SlackAnswer deliversAgain() {
    return sendSigned(JSON, lastReaction.get());
  }

  /** Chooses the app's entry in a message's menu. */
  public SlackAnswer choosesInMenu(String userId, String messageTs, String callbackId) {
    var message = slack.workspace().get(messageTs);
    var origin = new ResponseUrls.Origin(userId, message.channel(), Optional.of(message));
    var user = Persona.get(userId);
    return sendSigned(
        FORM, slack.payloads().messageShortcut(user, message, callbackId, slack.tickets(origin)));
  }

  /**
   * Sends any body with a correct signature, for payloads that no user of this workspace causes.
   */
  public SlackAnswer sendSigned(String contentType, String body) {
    return slack.caller().send(contentType, body);
  }

  /** Whether the app has its socket open. */
  public boolean hasSocket() {
    return slack.caller().hasSocket();
  }

  /** Slack's end of the app's sockets, and what goes wrong with them. */
  public SlackSocketServer sockets() {
    return slack.caller().sockets();
  }
}
