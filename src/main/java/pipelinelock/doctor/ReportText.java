package pipelinelock.doctor;

import pipelinelock.terminal.Lines;

/** A report as a table: name, grade, finding, and what to do behind an arrow. */
public final class ReportText {
  private static final int NAME = 22;
  private static final int GRADE = 6;

  private ReportText() {}

  public static String of(Report report) {
    var lines = new Lines();
    String chapter = "";
    for (var row : report.rows()) {
      if (!row.chapter().equals(chapter)) {
        if (!chapter.isEmpty()) {
          lines.gap();
        }
        chapter = row.chapter();
        lines.line(chapter);
      }
      add(lines, row);
    }
    return lines.gap().line(summary(report)).text();
  }

  private static void add(Lines lines, Report.Row row) {
    String lead = "  " + padded(row.check(), NAME) + padded(row.finding().grade().text(), GRADE);
    lines.paragraph(lead, row.finding().found());
    if (!row.finding().advice().isEmpty()) {
      lines.paragraph(" ".repeat(lead.length()) + "-> ", row.finding().advice());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String summary(Report report) {
    String summary =
        "%d ok, %d warn, %d FAIL"
            .formatted(report.count(Grade.OK), report.count(Grade.WARN), report.count(Grade.FAIL));
    long notTried = report.count(Grade.NOT_TRIED);
    return notTried == 0 ? summary : summary + ", %d not tried".formatted(notTried);
  }
}
