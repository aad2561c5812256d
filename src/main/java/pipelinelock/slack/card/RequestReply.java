package pipelinelock.slack.card;

import java.util.function.Function;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.slack.thread.card.Phrases;

/** The reply to the person who requested a cure. */
public final class RequestReply {
  private RequestReply() {}

  /**
   * What came of the request.
   *
   * @param thread where that of an incident is
   */
  public static Message of(RequestDesk.Answer answer, Function<Incident, ThreadRef> thread) {
    return switch (answer.decision()) {
      case Refused(var _, var text) ->
          answer
              .incident()
              .map(inTheWay -> refused(text, thread.apply(inTheWay)))
              .orElseGet(() -> Message.sentence(text));
      case Accepted _ ->
          answer
              .incident()
              .map(incident -> begun(incident, thread.apply(incident)))
              .orElseGet(() -> Message.sentence("Requested; the thread follows."));
    };
  }

  private static Message refused(String why, ThreadRef thread) {
    return Message.of(Layout.sentence(why), Layout.note("Its thread: " + thread.shown()));
  }

  private static Message begun(Incident incident, ThreadRef thread) {
    return Message.of(
        Layout.markup(
            "*%s* is open in %s. %s"
                .formatted(incident.id(), thread.shown(), Phrases.missing(incident))));
  }
}
