package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The warning that an incident's record is not proved, next to whatever else is shown. */
public final class Doubt {
  private Doubt() {}

  /** One line. */
  public static String line(String why) {
    return ":warning: *Do not act on it:* " + Mrkdwn.escape(why);
  }

  public static Message shown(Optional<String> why, Message message) {
    return shown(why.stream().toList(), message);
  }

  /** The same message, with each doubt before it. */
  public static Message shown(List<String> doubts, Message message) {
    return doubts.isEmpty() ? message : Message.of(before(doubts, message.blocks()));
  }

  private static List<LayoutBlock> before(
      Collection<String> doubts, List<? extends LayoutBlock> rest) {
    var blocks = new ArrayList<LayoutBlock>();
    doubts.forEach(why -> blocks.add(Layout.markup(line(why))));
    blocks.addAll(rest);
    return blocks;
  }
}
