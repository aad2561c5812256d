package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * What Slack takes as one message. Besides the limits of each block there is one of the whole,
 * which Slack does not document: people report {@code msg_blocks_too_long} from about 13,200
 * characters on. A message refused for it would come without its blocks, and so without its
 * buttons.
 */
final class MessageLimit {
  /** Well under what Slack was seen to refuse. */
  static final int WORDS = 12_000;

  /** Slack's fifty, with room for a banner. */
  static final int BLOCKS = 49;

  private static final int REMARK = 120;

  private MessageLimit() {}

  /**
   * The blocks that fit: the most important comes first, so the last words go first. Buttons stay,
   * and a line says that something is missing.
   */
  static List<LayoutBlock> fitted(List<LayoutBlock> blocks) {
    if (blocks.size() <= BLOCKS && words(blocks) <= WORDS) {
      return blocks;
    }
    var speaking = blocks.stream().filter(MessageLimit::speaks).toList();
    int fit = fitting(speaking, BLOCKS - 2 - (blocks.size() - speaking.size()));
    var all = new ArrayList<LayoutBlock>();
    int seen = 0;
    for (var block : blocks) {
      seen += speaks(block) ? 1 : 0;
      if (!speaks(block) || seen <= fit) {
        all.add(block);
      } else if (seen == fit + 1) {
        all.add(Layout.note(remark(speaking.size() - fit)));
      }
    }
    return all;
  }

  private static int fitting(List<LayoutBlock> blocks, int most) {
    int used = 0;
    int fit = 0;
    while (fit < Math.min(most, blocks.size())
        && used + length(blocks.get(fit)) <= WORDS - REMARK) {
      used += length(blocks.get(fit));
      fit++;
    }
    return fit;
  }

  private static String remark(int left) {
    return "This message is longer than Slack takes. %s left out."
        .formatted(left == 1 ? "Its last part is" : "Its last %d parts are".formatted(left));
  }

  private static boolean speaks(LayoutBlock block) {
    return length(block) > 0;
  }

  private static int words(List<LayoutBlock> blocks) {
    return blocks.stream().mapToInt(MessageLimit::length).sum();
  }

  private static int length(LayoutBlock block) {
    return Words.in(block).length();
  }
}
