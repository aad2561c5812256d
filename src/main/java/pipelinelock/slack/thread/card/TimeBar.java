package pipelinelock.slack.thread.card;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.runbook.platform.UsualTime;
import pipelinelock.wording.Span;

/**
 * The elapsed time of a running task: a bar relative to the usual time, with its share in digits.
 * It does not show progress, which BOSH does not report; beyond the longest time there is no bar,
 * only that fact and how to look for oneself.
 */
final class TimeBar {
  private static final int CELLS = 10;

  private final Duration elapsed;
  private final UsualTime usual;

  TimeBar(Duration elapsed, UsualTime usual) {
    this.elapsed = elapsed;
    this.usual = usual;
  }

  /** In our own markup, a line each. */
  List<String> lines(Incident incident, TaskLog log) {
    var lines = new ArrayList<String>();
    var overrun = overrun();
    if (overrun.isPresent()) {
      lines.add("*%s %s*".formatted(over(), overrun.get()));
      lines.add(
          "%s so far. Look for yourself: `bosh -e %s task %d --debug`"
              .formatted(Span.of(elapsed), incident.environment(), log.id()));
    } else {
      String of = usual.runs() == 0 ? "the runbook's time" : "the usual time";
      lines.add("%s %d %% of %s".formatted(bar(), percent(), of));
      lines.add(
          "%s of about %s (%s)".formatted(Span.of(elapsed), Span.of(usual.typical()), source()));
    }
    return lines;
  }

  /** A clause beyond the longest time; empty within it. */
  Optional<String> overrun() {
    return elapsed.compareTo(usual.longest()) > 0
        ? Optional.of("longer than " + longest())
        : Optional.empty();
  }

  private long percent() {
    long typical = Math.max(1, usual.typical().toSeconds());
    return elapsed.toSeconds() * 100 / typical;
  }

  private String bar() {
    int full = (int) Math.clamp(percent() * CELLS / 100, 0, CELLS);
    return "▓".repeat(full) + "░".repeat(CELLS - full);
  }

  private String over() {
    return Span.of(elapsed.minus(usual.longest()));
  }

  private String source() {
    return switch (usual.runs()) {
      case 0 -> "the runbook's; none was timed here before";
      case 1 -> "the one earlier run";
      default -> "median of %d earlier runs".formatted(usual.runs());
    };
  }

  private String longest() {
    String took = Span.of(usual.longest());
    return switch (usual.runs()) {
      case 0 -> "the runbook's (%s); none was timed here before".formatted(took);
      case 1 -> "the one earlier run (%s)".formatted(took);
      default -> "the longest of %d earlier runs (%s)".formatted(usual.runs(), took);
    };
  }
}
