package pipelinelock.evidence.export;

import java.util.List;
import java.util.Optional;

/**
 * A report without a markup: all texts are as they were written, and each output makes them
 * harmless in its own way.
 */
record Document(String title, List<Section> sections) {
  Document {
    sections = List.copyOf(sections);
  }

  record Section(String title, List<Block> blocks) {
    Section {
      blocks = List.copyOf(blocks);
    }
  }

  sealed interface Block {}

  record Paragraph(String text) implements Block {}

  record Listing(List<Text> items) implements Block {
    Listing {
      items = List.copyOf(items);
    }
  }

  record Table(List<String> head, List<List<Text>> rows) implements Block {
    Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Lines whose columns count. */
  record Verbatim(List<String> lines) implements Block {
    Verbatim {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A piece of text.
   *
   * @param outside words of people or remotes that follow, shown as theirs
   * @param link leads to what it is about
   */
  record Text(String words, Optional<String> outside, Optional<String> link) {
    static Text of(String words) {
      return new Text(words, Optional.empty(), Optional.empty());
    }

    static Text quoted(String outside) {
      return new Text("", Optional.of(outside), Optional.empty());
    }
  }
}
