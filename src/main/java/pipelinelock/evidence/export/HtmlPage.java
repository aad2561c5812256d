package pipelinelock.evidence.export;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import pipelinelock.evidence.export.Document.Block;
import pipelinelock.evidence.export.Document.Listing;
import pipelinelock.evidence.export.Document.Paragraph;
import pipelinelock.evidence.export.Document.Section;
import pipelinelock.evidence.export.Document.Table;
import pipelinelock.evidence.export.Document.Text;
import pipelinelock.evidence.export.Document.Verbatim;
import pipelinelock.wording.Outside;

/** A document as one page: no script, nothing from the network, dark where the reader is. */
final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>TITLE</title>
      <style>
      :root { color-scheme: light dark; --ink: #1d1c1d; --faint: #555; --ground: #fff; --line: #d0d0d0; --soft: #f4f4f4; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --faint: #aaa; --ground: #1a1d21; --line: #444; --soft: #262a2f; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 0 auto; max-width: 75rem; padding: 1rem; overflow-wrap: anywhere; }
      h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
      th { color: var(--faint); font-weight: 600; }
      th, td:first-child { white-space: nowrap; }
      code, pre { font: 13px/1.4 ui-monospace, monospace; background: var(--soft); overflow-wrap: anywhere; }
      pre { padding: .6rem; white-space: pre-wrap; }
      .run { display: block; width: 100%; max-width: 50rem; height: auto; }
      .run text { font: 15px system-ui, sans-serif; fill: var(--ink); }
      .run .tick { stroke: var(--line); fill: none; }
      .run .wait { fill: #7a8699; } .run .gap { fill: none; stroke: var(--faint); stroke-dasharray: 4 3; }
      .run .done { fill: #2e8540; } .run .spared { fill: #9bbf9b; } .run .failed { fill: #c0392b; }
      .run .person { fill: #3b6fd4; }
      @media print { body { max-width: none; } pre { white-space: pre-wrap; } }
      </style>
      </head>
      <body>
      """;

  private HtmlPage() {}

  /**
   * The whole page.
   *
   * @param picture an SVG that follows the first section; empty where there is none
   */
  static String of(Document document, Optional<String> picture) {
    var title = escaped(document.title());
    return HEAD.replace("TITLE", title)
        + "<h1>%s</h1>\n".formatted(title)
        + section(document.sections().getFirst())
        + picture.map("<h2>The run</h2>\n"::concat).orElse("")
        + document.sections().stream().skip(1).map(HtmlPage::section).collect(joining())
        + "</body>\n</html>\n";
  }

  private static String section(Section section) {
    return "<h2>%s</h2>\n%s"
        .formatted(
            escaped(section.title()),
            section.blocks().stream().map(HtmlPage::block).collect(joining()));
  }

  private static String block(Block block) {
    return switch (block) {
      case Paragraph(var text) -> "<p>%s</p>\n".formatted(escaped(text));
      case Listing(var items) ->
          items.stream()
              .map(it -> "<li>%s</li>\n".formatted(text(it)))
              .collect(joining("", "<ul>\n", "</ul>\n"));
      case Table table -> table(table);
      case Verbatim(var lines) ->
          lines.stream()
              .map(HtmlPage::escaped)
              .collect(joining("\n", "<pre tabindex=\"0\">", "</pre>\n"));
    };
  }

  private static String table(Table table) {
    var head =
        table.head().stream().allMatch(String::isEmpty)
            ? ""
            : row(table.head().stream().map(HtmlPage::escaped).toList(), "th");
    return table.rows().stream()
        .map(row -> row(row.stream().map(HtmlPage::text).toList(), "td"))
        .collect(joining("", "<div class=\"wide\"><table>\n" + head, "</table></div>\n"));
  }

  private static String row(List<String> cells, String cell) {
    return cells.stream()
        .map(it -> "<%s>%s</%s>".formatted(cell, it, cell))
        .collect(joining("", "<tr>", "</tr>\n"));
  }

  private static String text(Text text) {
    var link =
        WebLink.of(text.link())
            .map(it -> "<a rel=\"noreferrer\" href=\"%s\">message</a>".formatted(escaped(it)));
    var strange = link.isPresent() ? Optional.<String>empty() : text.link().map(HtmlPage::code);
    return Stream.of(
            Optional.of(escaped(text.words())).filter(it -> !it.isEmpty()),
            text.outside().filter(it -> !Outside.isBlank(it)).map(HtmlPage::code),
            link,
            strange)
        .flatMap(Optional::stream)
        .collect(joining(" "));
  }

  private static String code(String outside) {
    return "<code>%s</code>".formatted(escaped(outside));
  }

  static String escaped(String text) {
    return StringEscapeUtils.escapeXml10(Outside.line(text));
  }
}
