package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A word in front of every message, {@code REHEARSAL}, so that nobody takes it for the real one.
 */
public record Banner(Optional<String> word) {
  public static final Banner NONE = new Banner(Optional.empty());

  /** The message with the banner in front. */
  public Message on(Message message) {
    return word.map(it -> marked(it, message)).orElse(message);
  }

  private static Message marked(String word, Message message) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.note("*%s*".formatted(Mrkdwn.escape(Outside.cut(word, 40)))));
    blocks.addAll(message.blocks());
    return new Message(Mrkdwn.escape(Outside.cut(word, 40)) + " · " + message.text(), blocks);
  }
}
