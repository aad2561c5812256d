package pipelinelock.runbook.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.runbook.platform.Platform;

/**
 * One step at one moment.
 *
 * @param index of the step in the plan
 * @param since when this process began to count from each moment
 */
public record StepContext(
    Incident incident, int index, Platform platform, UnaryOperator<Instant> since, Instant now) {
  public StepProgress progress() {
    return incident.steps().get(index);
  }

  /** When the step before this one ended, or the plan began: this step waits since then. */
  public Instant waitingSince() {
    if (index > 0 && incident.steps().get(index - 1) instanceof StepProgress.Over over) {
      return over.at();
    }
    return incident.phase() instanceof Phase.Running(var since) ? since : now;
  }

  /**
   * Whether a limit has passed since then. Only the time of this process counts: while no process
   * lived nothing was tried, and what a dead one sent may still be on its way when the next begins.
   */
  public boolean isOver(Instant since, Duration limit) {
    return now.isAfter(this.since.apply(since).plus(limit));
  }

  /** Waits, and says why: once for each reason, so that the thread is not flooded. */
  public Next waiting(String why, Duration pause) {
    return incident.lastNote().equals(Optional.of(why))
        ? Next.waiting(pause)
        : new Next(List.of(new Noted(why)), pause);
  }
}
