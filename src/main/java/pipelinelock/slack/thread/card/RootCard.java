package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The first message: what the incident is about and its current state. */
public final class RootCard {
  private RootCard() {}

  public static Message of(Incident incident) {
    var request = incident.request();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header(IncidentWords.head(incident)));
    blocks.add(Layout.sentence(request.evidence().headline()));
    blocks.add(now(incident));
    blocks.add(
        Layout.note(
            "Requested by %s, %s"
                .formatted(Mrkdwn.mention(request.by()), Mrkdwn.date(incident.requestedAt()))));
    return Message.of(blocks);
  }

  private static LayoutBlock now(Incident incident) {
    return incident.phase() instanceof Phase.AwaitingApproval
        ? Layout.markup(Phrases.missing(incident))
        : Layout.sentence(said(incident));
  }

  private static String said(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> "";
      case Phase.Approved _ -> "The bot reads the evidence again before it does anything.";
      case Phase.Running _ ->
          incident.currentStep().isPresent()
              ? Phrases.briefStep(incident, incident.currentStep().getAsInt())
              : "All steps have ended; the result follows.";
      case Phase.Closed(var _, var summary, var todo, var _, var _) ->
          todo.isEmpty() ? summary : summary + " Still to do: see the end of the thread.";
    };
  }
}
