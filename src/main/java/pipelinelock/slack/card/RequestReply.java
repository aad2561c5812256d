package pipelinelock.slack.card;

import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.Phrases;

/** The reply to the person who requested a cure. */
public final class RequestReply {
  private RequestReply() {}

  public static Message of(RequestDesk.Answer answer, Directory directory) {
    return switch (answer.decision()) {
      case Refused(var _, var text) -> Message.sentence(text);
      case Accepted _ ->
          answer
              .incident()
              .map(incident -> begun(incident, directory))
              .orElseGet(() -> Message.sentence("Requested; the thread follows."));
    };
  }

  private static Message begun(Incident incident, Directory directory) {
    return Message.of(
        Layout.markup(
            "*%s* is open in %s. %s"
                .formatted(
                    incident.id(), directory.thread(incident).shown(), Phrases.missing(incident))));
  }
}
