package pipelinelock.evidence.export;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.wording.Outside;

/**
 * The timeline by RFC 4180, every event a row. A spreadsheet takes no text of it for a formula: one
 * that begins like a formula gets an apostrophe in front, as OWASP advises.
 */
final class CsvTable {
  private static final String FORMULA = "=+-@\t\r";
  private static final List<String> HEAD =
      List.of(
          "incident",
          "environment",
          "event",
          "type",
          "recorded_utc",
          "happened_utc",
          "happened_local",
          "by",
          "what",
          "quoted",
          "said_by",
          "evidence",
          "link",
          "for_status_page",
          "hash");

  private CsvTable() {}

  static String of(IncidentReport report, Edition edition) {
    return line(HEAD)
        + report.timeline().stream().map(it -> line(cells(report, it, edition))).collect(joining());
  }

  private static List<String> cells(IncidentReport report, TimelineEntry it, Edition edition) {
    return List.of(
        report.incident().id().toString(),
        report.incident().environment().value(),
        Long.toString(it.sequence()),
        it.type(),
        it.recorded().toString(),
        it.about().toString(),
        edition.local(it.about()),
        person(it.by()),
        it.words(),
        it.quoted().orElse(""),
        person(it.author()),
        String.join("; ", it.evidence()),
        it.link().orElse(""),
        it.publicly().orElse(""),
        it.hash());
  }

  private static String person(Optional<UserId> it) {
    return it.map(UserId::toString).orElse("");
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvTable::cell).collect(joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    var shown = Outside.line(text);
    var harmless = !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    return harmless.matches("[A-Za-z0-9 ._:/'-]*")
        ? harmless
        : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
