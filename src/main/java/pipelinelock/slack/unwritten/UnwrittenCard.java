package pipelinelock.slack.unwritten;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** That an incident's thread cannot be written, for one of its people. */
final class UnwrittenCard {
  private UnwrittenCard() {}

  /**
   * @param error as Slack names it
   */
  static Message of(Incident incident, String channel, String error) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header(IncidentWords.head(incident)));
    blocks.add(
        Layout.markup(
            "Nobody can see its thread: the bot cannot write in %s (Slack says %s). You get this because you asked for it, or may approve it."
                .formatted(Mrkdwn.channel(channel), Mrkdwn.code(error))));
    blocks.add(
        Layout.list(
            "• ",
            List.of(
                "To have the thread: type `/invite @pipeline-lock` in that channel. The bot then writes all of it.",
                "What is asked, and how far it is: `/pipeline-lock incident %s`"
                    .formatted(incident.id()))));
    if (incident.phase() instanceof Phase.AwaitingApproval) {
      blocks.add(
          Layout.sentence("To approve it: `/pipeline-lock approve %s`".formatted(incident.id())));
    }
    return Message.of(blocks);
  }
}
