package pipelinelock.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.terminal.Json;

/** A report as JSON, for scripts; docs/commands.md describes it. */
public final class ReportJson {
  private static final int VERSION = 1;

  private ReportJson() {}

  public static String of(Report report) {
    return Json.of(
        new Document(
            VERSION, name(report.worst()), report.rows().stream().map(ReportJson::check).toList()));
  }

  private record Document(int version, String result, List<CheckJson> checks) {}

  private record CheckJson(
      String chapter, String check, String result, String found, Optional<String> advice) {}

  private static CheckJson check(Report.Row row) {
    var finding = row.finding();
    return new CheckJson(
        row.chapter(),
        row.check(),
        name(finding.grade()),
        finding.found(),
        Optional.of(finding.advice()).filter(it -> !it.isEmpty()));
  }

  private static String name(Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT);
  }
}
