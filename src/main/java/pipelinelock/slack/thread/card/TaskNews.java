package pipelinelock.slack.thread.card;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TranscriptRenderer;
import pipelinelock.wording.Span;

/**
 * News of a running recreate that people wait for, as messages of their own: editing the task's
 * message notifies nobody.
 */
public final class TaskNews {
  private final TranscriptRenderer transcript;
  private final Watch watch;

  public TaskNews(TranscriptRenderer transcript, Watch watch) {
    this.transcript = transcript;
    this.watch = watch;
  }

  /** That the drain is over; empty before that, and where there is none. */
  public Optional<Message> drained(Incident incident, int step) {
    return recreate(incident, step)
        .filter(it -> !it.options().contains(RecreateOption.SKIP_DRAIN))
        .flatMap(
            it ->
                incident
                    .steps()
                    .get(step)
                    .ofTask()
                    .flatMap(task -> transcript.drained(task.lines(), it.instance()))
                    .map(took -> drained(it, took)));
  }

  private static Message drained(Step.Recreate step, Duration took) {
    return Message.sentence(
        "Drain over: %s, after %s. BOSH replaces its VM now."
            .formatted(step.instance().shortForm(), Span.of(took)));
  }

  /**
   * That a task which still runs takes longer than each one before it; whoever asked is called.
   * Whether there is something to do, only a look at the task shows.
   */
  public Optional<Message> overrun(Incident incident, int step) {
    return recreate(incident, step)
        .flatMap(
            it ->
                incident.steps().get(step) instanceof Following(var since, var task)
                    ? watch
                        .overrun(incident, step, since)
                        .map(by -> overrun(incident, it, task.id(), by))
                    : Optional.empty());
  }

  private static Message overrun(Incident incident, Step.Recreate step, long task, String by) {
    return Message.of(
        Layout.markup(
            "%s: %s takes %s. It may still end well: BOSH goes on, and so does the bot. Look for yourself: `bosh -e %s task %d --debug`"
                .formatted(
                    Mrkdwn.mention(incident.request().by()),
                    Mrkdwn.code(step.instance().shortForm()),
                    by,
                    incident.environment(),
                    task)));
  }

  private static Optional<Step.Recreate> recreate(Incident incident, int step) {
    return incident.step(step) instanceof Step.Recreate it ? Optional.of(it) : Optional.empty();
  }
}
