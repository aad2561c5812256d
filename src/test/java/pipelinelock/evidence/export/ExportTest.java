package pipelinelock.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.NOON;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.ReportExamples;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.terminal.GoldenText;
import pipelinelock.terminal.IncidentText;
import pipelinelock.wording.UtcTime;

class ExportTest {
  private static final Edition EDITION =
      new Edition(NOON.plusSeconds(3600), "0.1.0", ZoneId.of("Europe/Berlin"));
  private static final IncidentReport REPORT = ReportExamples.report(ReportExamples.cured());

  @ParameterizedTest
  @EnumSource
  void eachFormatIsPinned(ExportFormat format) {
    GoldenText.check("INC-42." + format.word(), format.write(REPORT, EDITION));
  }

  @Test
  void theTerminalsTextIsPinned() {
    GoldenText.check("INC-42.txt", IncidentText.of(REPORT));
  }

  /** One incident through every output: whoever, whenever and whatever is the same in each. */
  @ParameterizedTest
  @EnumSource
  void eachFormatHoldsTheSameFacts(ExportFormat format) {
    var text = format.write(REPORT, EDITION).replace("\\_", "_").replace("\\", "");
    assertThat(text).contains("INC-42", "dev04", "T1/U0ANA", "T1/U0BEN", "T1/U0CLEO", "T1/U0DAN");
    for (var entry : REPORT.timeline()) {
      if (entry.type().equals("task-said") && format != ExportFormat.CSV) {
        continue; // a piece of a log, which is there as a whole
      }
      assertThat(text).contains(time(format, entry.about()));
      entry.evidence().forEach(it -> assertThat(text).contains(it));
    }
    assertThat(text)
        .contains(
            "260183",
            REPORT.seen().getFirst().evidence().code(),
            REPORT.seal().head(),
            "a1".repeat(32),
            "c3".repeat(32),
            "deployments began to wait",
            "The lock is unclaimed by 7f3a21c0.",
            "The lock is free.",
            "https://example.slack.com/archives/C0/p1");
  }

  private static String time(ExportFormat format, java.time.Instant at) {
    return format == ExportFormat.CSV || format == ExportFormat.JSON
        ? at.toString()
        : UtcTime.of(at);
  }

  /** What the spreadsheet leaves out, and the others all have. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CSV")
  void theWholeOnesHaveFactsTasksAndProofs(ExportFormat format) {
    var text = format.write(REPORT, EDITION).replace("\\", "");
    assertThat(text)
        .contains(
            "lock CLAIMED",
            "version 7.11.2",
            "v0=" + "b2".repeat(32),
            "executing drain",
            "Start the deployment again.",
            "Lock released",
            "No checkpoint covers the last event");
  }

  @Test
  void noSpreadsheetTakesTextForAFormula() {
    var rows = rows(ExportFormat.CSV.write(REPORT, EDITION));
    assertThat(rows)
        .hasSize(REPORT.timeline().size() + 1)
        .allSatisfy(row -> assertThat(row).hasSize(15));
    assertThat(rows.stream().flatMap(List::stream))
        .noneMatch(cell -> cell.matches("(?s)[=+@\t\r-].*"))
        .anyMatch(cell -> cell.startsWith("'=HYPERLINK(\"http://evil\")"));
  }

  /** A reader by RFC 4180, so that what is written is not judged by its writer. */
  private static List<List<String>> rows(String csv) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (!quoted && c == '\n') {
        row.add(cell.toString().replace("\r", ""));
        rows.add(List.copyOf(row));
        row.clear();
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    return rows;
  }

  @Test
  void aPageHasNoScriptAndAsksTheNetworkForNothing() {
    var page = ExportFormat.HTML.write(REPORT, EDITION);
    assertThat(page)
        .doesNotContain("<script", "src=", "url(", "@import", "<link", "<img", "onload")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "default-src 'none'")
        .contains("prefers-color-scheme: dark");
    assertThat(page.lines().filter(it -> it.contains("href=")))
        .allMatch(it -> it.contains("href=\"https://example.slack.com/archives/C0/p1\""));
  }

  @Test
  void inMarkdownOutsideTextIsCodeAndEndsNoCell() {
    var text = ExportFormat.MD.write(REPORT, EDITION);
    assertThat(text.lines().filter(it -> it.contains("@channel")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "`` =HYPERLINK(\"http://evil\") \\| <script>alert(1)</script> @channel"));
    var table = text.lines().filter(it -> it.startsWith("| ") && it.contains("T1/U0")).toList();
    assertThat(table).isNotEmpty();
  }

  @Test
  void theJsonIsAsItsSchemaSays() throws IOException {
    var schema = Files.readString(Path.of("docs/incident-export.schema.json"));
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var check = registry.getSchema(schema, InputFormat.JSON);
    for (var events : List.of(ReportExamples.cured(), ReportExamples.cured().subList(0, 1))) {
      var json = ExportFormat.JSON.write(ReportExamples.report(events), EDITION);
      assertThat(check.validate(json, InputFormat.JSON)).isEmpty();
    }
    var wrong = "{\"format\": \"pipeline-lock-incident\", \"version\": 1}";
    assertThat(check.validate(wrong, InputFormat.JSON)).isNotEmpty();
    var parsed = new ObjectMapper().readTree(ExportFormat.JSON.write(REPORT, EDITION));
    assertThat(Objects.requireNonNull(parsed.get("timeline")).size())
        .isEqualTo(ReportExamples.cured().size());
  }

  @Test
  void anOpenIncidentSaysWhatItLacks() {
    var begun = ReportExamples.report(ReportExamples.cured().subList(0, 2));
    assertThat(begun.gaps())
        .anyMatch(it -> it.startsWith("The incident is not over"))
        .anyMatch(it -> it.contains("Event 2 (approved) has no proof"));
    assertThat(ExportFormat.MD.write(begun, EDITION))
        .contains("After: not known yet; the incident is not over.");
  }

  @Test
  void noSecretIsExported() {
    KnownSecrets.add("export-s3cret-word");
    var events = new ArrayList<>(ReportExamples.cured().subList(0, 1));
    var first = (pipelinelock.incident.IncidentEvent.Requested) events.getFirst().event();
    events.set(
        0,
        new pipelinelock.incident.Recorded(
            events.getFirst().incident(),
            1,
            NOON,
            pipelinelock.incident.IncidentExamples.requested(
                first.environment(),
                first.by(),
                "it is export-s3cret-word",
                first.evidence(),
                first.plan(),
                first.policy()),
            "h"));
    assertThat(Stream.of(ExportFormat.values()))
        .allSatisfy(
            format ->
                assertThat(format.write(ReportExamples.report(events), EDITION))
                    .contains("it is ")
                    .doesNotContain("export-s3cret-word"));
  }
}
