package pipelinelock.evidence.export;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipelinelock.evidence.export.Document.Block;
import pipelinelock.evidence.export.Document.Listing;
import pipelinelock.evidence.export.Document.Paragraph;
import pipelinelock.evidence.export.Document.Section;
import pipelinelock.evidence.export.Document.Table;
import pipelinelock.evidence.export.Document.Text;
import pipelinelock.evidence.export.Document.Verbatim;
import pipelinelock.wording.Outside;

/**
 * A document as GitHub's Markdown. What people and remotes wrote is code, in which nothing is a
 * mention, a link or markup.
 */
final class MarkdownText {
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&$]");
  private static final Pattern TICKS = Pattern.compile("`+");

  private MarkdownText() {}

  static String of(Document document) {
    return Stream.concat(
            Stream.of("# " + plain(document.title()) + "\n"),
            document.sections().stream().map(MarkdownText::section))
        .collect(joining("\n"));
  }

  private static String section(Section section) {
    return "## %s\n\n%s"
        .formatted(
            plain(section.title()),
            section.blocks().stream().map(MarkdownText::block).collect(joining("\n")));
  }

  private static String block(Block block) {
    return switch (block) {
      case Paragraph(var text) -> plain(text) + "\n";
      case Listing(var items) ->
          items.stream().map(it -> "- " + text(it) + "\n").collect(joining());
      case Table table -> table(table);
      case Verbatim(var lines) -> fenced(lines);
    };
  }

  private static String table(Table table) {
    return row(table.head().stream().map(MarkdownText::plain).toList())
        + row(Collections.nCopies(table.head().size(), "---"))
        + table.rows().stream()
            .map(row -> row(row.stream().map(MarkdownText::text).toList()))
            .collect(joining());
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(joining(" | ", "| ", " |\n"));
  }

  private static String text(Text text) {
    var link = WebLink.of(text.link()).map("[message](<%s>)"::formatted);
    var strange = link.isPresent() ? Optional.<String>empty() : text.link().map(MarkdownText::code);
    return Stream.of(
            Optional.of(plain(text.words())).filter(it -> !it.isEmpty()),
            text.outside().filter(it -> !Outside.isBlank(it)).map(MarkdownText::code),
            link,
            strange)
        .flatMap(Optional::stream)
        .collect(joining(" "));
  }

  private static String plain(String text) {
    return MARKUP.matcher(Outside.line(text)).replaceAll(it -> "\\\\\\" + it.group());
  }

  /** A table ends a cell at a bar even in code, unless it is escaped. */
  private static String code(String outside) {
    var text = Outside.line(outside).replace("|", "\\|");
    var ticks = fence(text, 1);
    return text.contains("`") ? ticks + " " + text + " " + ticks : ticks + text + ticks;
  }

  private static String fenced(List<String> lines) {
    var text = lines.stream().map(Outside::line).collect(joining("\n"));
    var fence = fence(text, 3);
    return fence + "\n" + text + "\n" + fence + "\n";
  }

  /** Longer than any run of backticks in the text. */
  private static String fence(String text, int least) {
    int longest = TICKS.matcher(text).results().mapToInt(it -> it.group().length()).max().orElse(0);
    return "`".repeat(Math.max(least, longest + 1));
  }
}
