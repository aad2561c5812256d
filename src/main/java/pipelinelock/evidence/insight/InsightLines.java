package pipelinelock.evidence.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.evidence.insight.PastIncidents.Uncounted;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * Insights in words: sections of lines, which each output escapes in its own way.
 *
 * @param title in few words
 * @param lines may be empty, and then say nothing
 */
public record InsightLines(String title, List<String> lines) {
  private static final int BAR = 12;

  public InsightLines {
    lines = List.copyOf(lines);
  }

  /** All sections that have something to say. */
  public static List<InsightLines> of(Insights it) {
    var sections = new ArrayList<InsightLines>();
    sections.add(new InsightLines("Incidents", incidents(it)));
    sections.add(new InsightLines("By cause", causes(it)));
    sections.add(new InsightLines("Again and again", Nudge.of(it)));
    sections.add(new InsightLines("Started by one person alone", bypasses(it)));
    sections.add(new InsightLines("Refused", refusals(it)));
    sections.add(new InsightLines("Not counted", uncounted(it.uncounted())));
    return sections.stream().filter(section -> !section.lines().isEmpty()).toList();
  }

  private static List<String> incidents(Insights it) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s in the last %d days, %d of them not over yet."
            .formatted(
                it.incidents() == 1 ? "1 incident" : it.incidents() + " incidents",
                it.period().days(),
                it.open()));
    it.approvals()
        .ifPresent(
            took ->
                lines.add(
                    "Time to approve: half of %d within %s, nine of ten within %s."
                        .formatted(
                            took.runs(), Span.of(took.median()), Span.of(took.nineOfTen()))));
    return lines;
  }

  private static List<String> uncounted(Uncounted it) {
    var lines = new ArrayList<String>();
    if (it.doubtful() > 0) {
      lines.add(
          "Incidents whose record does not hold, whenever they were: %d. 'record verify' says why."
              .formatted(it.doubtful()));
    }
    if (it.archived() > 0) {
      lines.add(
          "Incidents that ended in this time and were archived: %d.".formatted(it.archived()));
    }
    it.cut()
        .forEach(
            name ->
                lines.add(
                    "%s had more incidents than are counted at once; ask for fewer days."
                        .formatted(name)));
    return lines;
  }

  /** The bar says the share of the time lost; the words beside it say all of it. */
  private static List<String> causes(Insights it) {
    var most =
        it.causes().stream()
            .map(Insights.Cause::lost)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return it.causes().stream()
        .map(
            cause ->
                "%s %s · %s · %d× · %s lost"
                    .formatted(
                        bar(cause.lost(), most),
                        cause.environment(),
                        cause.state(),
                        cause.times(),
                        Span.of(cause.lost())))
        .toList();
  }

  private static String bar(Duration part, Duration most) {
    int full =
        most.isZero() ? 0 : (int) Math.round((double) BAR * part.toMillis() / most.toMillis());
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private static List<String> bypasses(Insights it) {
    return it.bypasses().stream()
        .map(
            one ->
                "%s in %s by %s, %s, %s"
                    .formatted(
                        one.incident(),
                        one.environment(),
                        one.by(),
                        UtcTime.of(one.at()),
                        one.reviewed() ? "reviewed" : "NOT reviewed yet"))
        .toList();
  }

  private static List<String> refusals(Insights it) {
    return it.refusals().entrySet().stream()
        .map(one -> "%s %,d×".formatted(one.getKey(), one.getValue()))
        .toList();
  }
}
