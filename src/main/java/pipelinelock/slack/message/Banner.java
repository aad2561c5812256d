package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.wording.Outside;

/**
 * A word in front of every message, {@code REHEARSAL}, so that nobody mistakes it for a real one.
 */
public record Banner(Optional<String> word) {
  public static final Banner NONE = new Banner(Optional.empty());

  /** The message with the banner in front. */
  public Message on(Message message) {
    return word.map(it -> marked(it, message)).orElse(message);
  }

  /** The blocks of a form with the banner in front. */
  List<LayoutBlock> on(List<LayoutBlock> blocks) {
    return word.map(it -> marked(it, blocks)).orElse(blocks);
  }

  private static Message marked(String word, Message message) {
    return new Message(
        Mrkdwn.escape(Outside.cut(word, 40)) + " · " + message.text(),
        marked(word, message.blocks()));
  }

  private static List<LayoutBlock> marked(String word, List<LayoutBlock> blocks) {
    var all = new ArrayList<LayoutBlock>();
    all.add(Layout.note("*%s*".formatted(Mrkdwn.escape(Outside.cut(word, 40)))));
    all.addAll(blocks);
    return all;
  }
}
