package pipelinelock.slack.card;

import static java.util.stream.Collectors.joining;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import pipelinelock.evidence.Handover;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.incident.Incident;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Span;

/** A handover to the next shift, and an update for a status page. */
public final class HandoverCard {
  private HandoverCard() {}

  /** All in one message. */
  public static Message of(Handover it) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header(IncidentWords.head(it.incident())));
    blocks.add(Layout.sentence("Seen: " + it.verdict()));
    if (it.tried().isEmpty()) {
      blocks.add(Layout.sentence("Tried: nothing yet."));
    } else {
      blocks.add(Layout.markup("*Tried*"));
      blocks.add(Layout.list("• ", it.tried()));
    }
    it.waits().ifPresent(what -> blocks.add(Layout.sentence("Waits for: " + what)));
    blocks.add(
        Layout.markup(
            it.people().entrySet().stream()
                .map(
                    one ->
                        "%s (%s)"
                            .formatted(Mrkdwn.mention(one.getKey()), Mrkdwn.time(one.getValue())))
                .collect(joining(", ", "*Last here:* ", ""))));
    blocks.add(Layout.sentence("Next decision: " + it.next().replace("`", "")));
    blocks.add(Layout.markup("*For a status page*"));
    blocks.add(Layout.quote(it.update().sentence()));
    return Message.of(blocks);
  }

  /** The newest sentence to copy, and how old it is. */
  public static Message of(Incident incident, PublicUpdate update, Instant now) {
    return Message.of(
        Layout.quote(update.sentence()),
        Layout.note(
            "From the record of %s, as it was %s. Read it before you send it."
                .formatted(incident.id(), Span.ago(update.since(), now))));
  }
}
