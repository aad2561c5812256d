package pipelinelock.evidence.export;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.PersonsDecision;
import pipelinelock.evidence.StepAccount;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;

/**
 * The run as bars on one time axis, as SVG for a page: the wait for approvals, each step, the
 * pauses between them, and the people. Each bar has its words and its time above it, so that
 * nothing is said by colour or length alone; it is wide enough for a phone.
 */
final class RunPicture {
  private static final int WIDTH = 640;
  private static final int ROW = 46;
  private static final int TOP = 34;
  private static final int LABEL = 76;

  /** A step of a moment is seen too. */
  private static final int SHORTEST = 3;

  /** Shorter pauses are how long the bot looks before each step. */
  private static final Duration GAP = Duration.ofSeconds(30);

  private final IncidentReport report;
  private final Instant from;
  private final Instant to;

  private RunPicture(IncidentReport report) {
    this.report = report;
    from = report.incident().requestedAt();
    to = report.end().map(end -> end.at()).orElse(report.incident().recordedAt());
  }

  /** Empty where nothing took any time. */
  static Optional<String> of(IncidentReport report) {
    var picture = new RunPicture(report);
    return picture.from.isBefore(picture.to) ? Optional.of(picture.svg()) : Optional.empty();
  }

  /**
   * A stretch of time.
   *
   * @param kind the class of its colour
   */
  private record Bar(String words, Instant from, Instant to, String kind) {
    String label() {
      var took = " · " + Span.between(from, to);
      return Outside.cut(words, LABEL - took.length()) + took;
    }
  }

  private List<Bar> bars() {
    var bars = new ArrayList<Bar>();
    var started = started();
    var waited = started.orElse(to);
    bars.add(new Bar("Waited for approvals and the start", from, waited, "wait"));
    var last = waited;
    for (var step : report.steps()) {
      if (step.begun().isEmpty()) {
        continue;
      }
      var begun = step.begun().get();
      var ended = step.ended().orElse(to);
      gap(last, begun).ifPresent(bars::add);
      bars.add(
          new Bar(
              "%d. %s: %s".formatted(step.number(), brief(step), step.outcome()),
              begun,
              ended,
              kind(step)));
      last = ended.isAfter(last) ? ended : last;
    }
    if (started.isPresent()) {
      gap(last, to).ifPresent(bars::add);
    }
    return bars;
  }

  private static Optional<Bar> gap(Instant last, Instant next) {
    return Duration.between(last, next).compareTo(GAP) > 0
        ? Optional.of(new Bar("Nothing was done", last, next, "gap"))
        : Optional.empty();
  }

  private Optional<Instant> started() {
    return report.timeline().stream()
        .filter(it -> it.type().equals("started"))
        .map(TimelineEntry::recorded)
        .findFirst();
  }

  private static String kind(StepAccount step) {
    return switch (step.outcome()) {
      case "done" -> "done";
      case "not needed" -> "spared";
      default -> step.ended().isEmpty() ? "wait" : "failed";
    };
  }

  private static String brief(StepAccount step) {
    return step.planned()
        .replaceFirst("[,(].*", "")
        .strip()
        .replaceAll("(/[0-9a-f]{8})-\\S+", "$1");
  }

  private double x(Instant time) {
    long whole = Duration.between(from, to).toMillis();
    long part = Duration.between(from, time).toMillis();
    return (double) WIDTH * Math.clamp(part, 0L, whole) / whole;
  }

  private String svg() {
    var bars = bars();
    var people = people();
    int height = TOP + ROW * bars.size() + 22 * people.size() + 8;
    var svg = new StringBuilder();
    svg.append(
        "<svg class=\"run\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">\n"
            .formatted(
                HtmlPage.escaped(
                    "The run from %s to %s; the table of the plan has the same in words"
                        .formatted(from, to)),
                WIDTH,
                height));
    axis(svg, height);
    int y = TOP;
    for (var bar : bars) {
      svg.append(text(0, y + 16, "start", bar.label()));
      svg.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"14\" rx=\"2\"/>\n"
              .formatted(
                  bar.kind(),
                  number(Math.min(WIDTH - SHORTEST, x(bar.from()))),
                  y + 22,
                  number(length(bar))));
      y += ROW;
    }
    for (var person : people) {
      svg.append(
          "<path class=\"person\" d=\"M%s %dl6 10h-12z\"/>\n"
              .formatted(number(Math.clamp(x(person.at()), 6, WIDTH - 6)), y + 4));
      boolean right = x(person.at()) > WIDTH / 2.0;
      svg.append(
          text(
              x(person.at()) + (right ? -12 : 12),
              y + 16,
              right ? "end" : "start",
              Outside.cut(person.words(), LABEL)));
      y += 22;
    }
    return svg.append("</svg>\n").toString();
  }

  private double length(Bar bar) {
    return Math.max(SHORTEST, x(bar.to()) - x(bar.from()));
  }

  private void axis(StringBuilder svg, int height) {
    for (int i = 0; i <= 4; i++) {
      var time = from.plus(Duration.between(from, to).multipliedBy(i).dividedBy(4));
      double x = x(time);
      svg.append("<path class=\"tick\" d=\"M%s 24V%d\"/>\n".formatted(number(x), height));
      svg.append(
          text(
              x,
              16,
              i == 0 ? "start" : i == 4 ? "end" : "middle",
              time.toString().substring(11, 16) + (i == 0 ? " UTC" : "")));
    }
  }

  private record Mark(Instant at, String words) {}

  private List<Mark> people() {
    var marks = new ArrayList<Mark>();
    marks.add(new Mark(from, report.incident().request().by().user() + " requested it"));
    for (PersonsDecision it : report.decisions()) {
      marks.add(new Mark(it.at(), "%s %s".formatted(it.by().user(), it.what())));
    }
    return marks;
  }

  private static String text(double x, int y, String anchor, String words) {
    return "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
        .formatted(number(x), y, anchor, HtmlPage.escaped(words));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
