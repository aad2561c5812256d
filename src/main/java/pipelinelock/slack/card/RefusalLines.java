package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.incident.refusal.RefusalLog.Entry;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** What was refused, below the rest about an incident. */
public final class RefusalLines {
  private RefusalLines() {}

  /**
   * The card with them beneath.
   *
   * @param refusals newest first
   */
  public static Message under(Message card, List<Entry> refusals) {
    var blocks = new ArrayList<LayoutBlock>(card.blocks());
    if (refusals.isEmpty()) {
      blocks.add(Layout.markup("*Refused*: nothing."));
    } else {
      blocks.add(Layout.markup("*Refused*, newest first; docs/commands.md has the codes"));
      blocks.addAll(Layout.columns(refusals.stream().map(RefusalLines::line).toList()));
    }
    return Message.of(blocks);
  }

  private static String line(Entry it) {
    return "%s %s %s: %s%s"
        .formatted(
            Mrkdwn.time(it.minute()),
            it.by().map(Mrkdwn::mention).orElse("many people"),
            Mrkdwn.code(it.act()),
            Mrkdwn.code(it.code()),
            it.times() == 1 ? "" : ", %,d times in that minute".formatted(it.times()));
  }
}
