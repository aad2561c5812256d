package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.vm.TranscriptRenderer;
import pipelinelock.wording.Span;

/** One BOSH task: its phase, its time so far, and its lines as the BOSH CLI prints them. */
public final class TaskCard {
  private final TranscriptRenderer transcript;
  private final Watch watch;

  public TaskCard(TranscriptRenderer transcript, Watch watch) {
    this.transcript = transcript;
    this.watch = watch;
  }

  public Message of(Incident incident, List<Recorded> events, int step) {
    var progress = incident.steps().get(step);
    var log = progress.ofTask().orElseThrow();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.sentence(Phrases.briefStep(incident, step)));
    if (progress instanceof StepProgress.Following(var since, var _)) {
      var elapsed = watch.elapsed(since, lastWord(events, step, since));
      blocks.add(Layout.markup(running(incident, step, log, elapsed)));
    } else {
      blocks.add(Layout.note("Task %d · %s".formatted(log.id(), state(progress))));
    }
    var lines = lines(log);
    if (!lines.isEmpty()) {
      blocks.add(Layout.terminal(lines));
    }
    return Message.of(blocks);
  }

  private List<String> lines(TaskLog log) {
    return log.lines().isEmpty() ? List.of() : transcript.lines(log.id(), log.lines());
  }

  private List<String> running(Incident incident, int step, TaskLog log, Duration elapsed) {
    var lines = new ArrayList<String>();
    String phase = transcript.phase(log.lines()).map(it -> ": " + Mrkdwn.escape(it)).orElse("");
    lines.add("*Task %d runs*%s".formatted(log.id(), phase));
    lines.addAll(new TimeBar(elapsed, watch.usual(incident, step)).lines(incident, log));
    return lines;
  }

  private static String state(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _, StepProgress.Intended _ -> "asked for";
      case StepProgress.Following _ -> "*running*";
      case StepProgress.TaskOver over ->
          "*%s* after %s, being checked"
              .formatted(
                  Mrkdwn.code(over.state()), Span.of(Duration.between(over.since(), over.at())));
      case StepProgress.Over over ->
          "*%s* after %s"
              .formatted(
                  IncidentWords.outcome(over.outcome()),
                  Span.of(Duration.between(over.since(), over.at())));
    };
  }

  private static Instant lastWord(List<Recorded> events, int step, Instant since) {
    return events.reversed().stream()
        .filter(it -> isOf(it, step))
        .map(Recorded::at)
        .findFirst()
        .orElse(since);
  }

  private static boolean isOf(Recorded recorded, int step) {
    return switch (recorded.event()) {
      case TaskSaid said -> said.step() == step;
      case TaskAccepted(var of, var _) -> of == step;
      default -> false;
    };
  }
}
