package pipelinelock.slack.card;

import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.runbook.RequestDesk;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** What the one who asked for a cure is told. */
public final class RequestReply {
  private RequestReply() {}

  public static Message of(RequestDesk.Answer answer, Directory directory) {
    return switch (answer.decision()) {
      case Refused(var _, var text) -> Message.sentence(text);
      case Accepted _ ->
          answer
              .incident()
              .map(incident -> begun(incident, directory))
              .orElseGet(() -> Message.sentence("Asked for; the thread follows."));
    };
  }

  private static Message begun(Incident incident, Directory directory) {
    String channel = directory.channels().getOrDefault(incident.environment(), "");
    int missing = incident.missingApprovals();
    return Message.of(
        Layout.markup(
            "*%s* is begun in %s. It needs %d more %s to approve, until %s."
                .formatted(
                    incident.id(),
                    Mrkdwn.channel(channel),
                    missing,
                    missing == 1 ? "person" : "people",
                    Mrkdwn.date(incident.expiresAt()))));
  }
}
