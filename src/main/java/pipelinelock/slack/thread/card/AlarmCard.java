package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The announcement that one person starts something alone. */
public final class AlarmCard {
  private AlarmCard() {}

  /** For the channel that is named for it; shows the incident's present state. */
  public static Message of(Incident incident) {
    BreakGlassStart glass = incident.breakGlass().orElseThrow();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            "Break-glass in %s: %s · %s"
                .formatted(incident.environment(), incident.id(), IncidentWords.state(incident))));
    blocks.add(
        Layout.markup(
            "%s started it alone, %s, without the approvals that it needs: %s. Because:"
                .formatted(
                    Mrkdwn.mention(glass.by()),
                    Mrkdwn.date(glass.at()),
                    Mrkdwn.code(RequestCard.subject(incident)))));
    blocks.add(Layout.quote(glass.reason()));
    blocks.add(Layout.sentence(incident.request().evidence().headline()));
    if (incident.isOpen()) {
      blocks.add(Layout.markup(stop(incident)));
    }
    blocks.addAll(ReviewCard.due(incident));
    blocks.add(Layout.note("Details: `/pipeline-lock incident %s`".formatted(incident.id())));
    return Message.of(blocks);
  }

  /** For the incident's own thread, at that moment. */
  static Message inThread(Incident incident, IncidentEvent.GlassBroken broken) {
    return Message.of(
        Layout.header("Break-glass: one person alone starts " + incident.id()),
        Layout.markup(
            "%s starts it without waiting for approval, because:"
                .formatted(Mrkdwn.mention(broken.by()))),
        Layout.quote(broken.reason()),
        Layout.markup(
            "Approvers, please look now: %s. %s The evidence is read again before anything is done. It stays open until one of you has reviewed it."
                .formatted(ReviewCard.reviewers(incident), stop(incident))));
  }

  private static String stop(Incident incident) {
    return "To stop it: `/pipeline-lock cancel %s`.".formatted(incident.environment());
  }
}
