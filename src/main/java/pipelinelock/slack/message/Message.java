package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import pipelinelock.secrecy.KnownSecrets;

/**
 * One message, however it is sent.
 *
 * @param text all of it in words, for notifications and screen readers; already escaped
 * @param blocks what people see of it; of those that are given, the ones that Slack takes together
 */
public record Message(String text, List<LayoutBlock> blocks) {
  /** Slack's most for a message that is edited later (4,000), with room for a banner. */
  private static final int TEXT = 3500;

  public Message {
    text = KnownSecrets.hide(text);
    blocks = MessageLimit.fitted(List.copyOf(blocks));
  }

  /** A message whose fallback is the words of its blocks. */
  public static Message of(List<LayoutBlock> blocks) {
    var lines = blocks.stream().flatMap(block -> Words.in(block).lines()).toList();
    return new Message(Excerpt.within(lines, TEXT).text("… and %d more lines"), blocks);
  }

  public static Message of(LayoutBlock... blocks) {
    return of(List.of(blocks));
  }

  /** A message of one or more sentences. */
  public static Message sentence(String outside) {
    return of(Layout.sentence(outside));
  }
}
