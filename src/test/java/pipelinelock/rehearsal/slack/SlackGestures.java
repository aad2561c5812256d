package pipelinelock.rehearsal.slack;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.workspace.BlockElements;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** What people, their clients and Slack do that the rehearsal's page has no button for. */
public final class SlackGestures {
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

  /** Adds a reaction to a message. */
  public SlackAnswer reacts(String userId, String messageTs, String reaction) {
    lastReaction.set(slack.reaction(userId, messageTs, reaction));
    return deliversAgain();
  }

  /** The last reaction once more, as Slack does where it got no answer: the same event. */
  public SlackAnswer deliversAgain() {
    return sendSigned(JSON, lastReaction.get());
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
