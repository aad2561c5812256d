package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message, with all of its earlier versions.
 *
 * @param threadTs the ts of the thread's first message, for an answer in a thread
 * @param onlyFor the one user who sees it, for an ephemeral message
 * @param earlier oldest first
 */
public record SlackMessage(
    String channel,
    String ts,
    Optional<String> threadTs,
    Optional<String> onlyFor,
    Content content,
    List<Content> earlier,
    List<String> reactions,
    boolean pinned) {

  /** What a message says: its text, its blocks and its metadata. */
  public record Content(String text, ArrayNode blocks, Optional<JsonNode> metadata) {
    /** Everything that a reader sees: the text, and the words of all blocks. */
    public String words() {
      var words = new ArrayList<String>();
      words.add(text);
      collect(blocks, words);
      return String.join("\n", words);
    }

    private static void collect(JsonNode node, List<String> words) {
      var text = node.path("text");
      if (text.isTextual()) {
        words.add(text.asText());
      }
      node.forEach(child -> collect(child, words));
    }
  }

  public SlackMessage {
    earlier = List.copyOf(earlier);
    reactions = List.copyOf(reactions);
  }

  public String text() {
    return content.text();
  }

  public ArrayNode blocks() {
    return content.blocks();
  }

  public Optional<JsonNode> metadata() {
    return content.metadata();
  }

  /** Everything that a reader sees. */
  public String words() {
    return content.words();
  }

  public boolean isEphemeral() {
    return onlyFor.isPresent();
  }

  /** The action ids of its buttons and other elements, in order. */
  public List<String> actions() {
    return BlockElements.in(content.blocks()).stream()
        .map(BlockElements.Element::actionId)
        .toList();
  }

  SlackMessage edited(Content next) {
    var all = new ArrayList<>(earlier);
    all.add(content);
    return new SlackMessage(channel, ts, threadTs, onlyFor, next, all, reactions, pinned);
  }

  public SlackMessage reacted(String name) {
    var all = new ArrayList<>(reactions);
    all.add(name);
    return new SlackMessage(channel, ts, threadTs, onlyFor, content, earlier, all, pinned);
  }

  public SlackMessage unpin() {
    return new SlackMessage(channel, ts, threadTs, onlyFor, content, earlier, reactions, false);
  }

  public SlackMessage pin() {
    return new SlackMessage(channel, ts, threadTs, onlyFor, content, earlier, reactions, true);
  }
}
