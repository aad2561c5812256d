package pipelinelock.slack.thread.log;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The timeline as a message. */
public final class TimelineCard {
  private TimelineCard() {}

  public static Message of(Incident incident, List<Recorded> events) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.markup(
            "*Timeline of %s*, %s, from %s on"
                .formatted(
                    incident.id(),
                    Mrkdwn.code(incident.environment().value()),
                    Mrkdwn.date(incident.requestedAt()))));
    blocks.addAll(Layout.columns(TimelineLines.of(incident, events)));
    blocks.add(
        Layout.note(
            "Add to it: `/pipeline-lock note %s what happened`, with `--at 10:42` for earlier."
                .formatted(incident.id())));
    return Message.of(blocks);
  }
}
