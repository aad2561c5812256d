package pipelinelock.terminal;

import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.evidence.StepAccount;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.wording.Outside;
import pipelinelock.wording.UtcTime;

/** One incident as a terminal's text: what Slack shows for {@code incident INC-42}. */
public final class IncidentText {
  private IncidentText() {}

  /** Its state, plan, evidence and timeline. */
  public static String of(IncidentReport report) {
    var incident = report.incident();
    var request = incident.request();
    var text = new StringBuilder();
    line(
        text,
        "%s · %s · %s"
            .formatted(incident.id(), incident.environment(), IncidentWords.state(incident)));
    line(text, request.evidence().headline());
    line(
        text,
        "Requested by %s, %s, because: %s"
            .formatted(
                request.by(),
                UtcTime.of(incident.requestedAt()),
                request.reason().isBlank() ? "no reason was given" : request.reason()));
    request.after().ifPresent(it -> line(text, "It continues %s.".formatted(it)));
    text.append('\n');
    report.steps().forEach(it -> line(text, step(it)));
    if (!request.notes().isEmpty()) {
      text.append('\n');
      line(text, "To know before approving:");
      request.notes().forEach(it -> line(text, "  - " + it));
    }
    text.append('\n');
    line(
        text,
        "What it rests on, seen %s (%s):"
            .formatted(UtcTime.of(request.evidence().at()), request.evidence().code()));
    request.evidence().lines().forEach(it -> line(text, "  - " + it));
    text.append('\n');
    line(text, "Timeline:");
    report.timeline().stream()
        .filter(TimelineEntry::main)
        .forEach(it -> line(text, "  " + entry(it)));
    report
        .end()
        .ifPresent(
            end -> {
              text.append('\n');
              line(text, end.summary());
              end.todo().forEach(it -> line(text, "Still to do: " + it));
            });
    return text.toString();
  }

  private static String step(StepAccount it) {
    return "%d. %s: %s%s"
        .formatted(
            it.number(),
            it.planned(),
            it.outcome(),
            it.task().map(task -> " (Director task %d)".formatted(task)).orElse(""));
  }

  private static String entry(TimelineEntry it) {
    var by = it.by().map(person -> person + " ").orElse("");
    var author = it.author().map(person -> " (said by %s)".formatted(person)).orElse("");
    return UtcTime.of(it.about()) + "  " + by + it.text() + author;
  }

  /** A line of its own, whatever is in it. */
  private static void line(StringBuilder text, String words) {
    text.append(Outside.lines(words).replace('\n', ' ').stripTrailing()).append('\n');
  }
}
