package pipelinelock.runbook.step;

import java.time.Duration;
import java.util.List;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;

/**
 * The result of one look at an incident: events to record, and how long to wait before the next
 * look.
 */
public record Next(List<IncidentEvent> events, Duration pause) {
  public static Next record(IncidentEvent... events) {
    return new Next(List.of(events), Duration.ZERO);
  }

  public static Next waiting(Duration pause) {
    return new Next(List.of(), pause);
  }

  public static Next done(int step, String note) {
    return record(new StepEnded(step, StepOutcome.DONE, note));
  }

  public static Next failed(int step, String note) {
    return record(new StepEnded(step, StepOutcome.FAILED, note));
  }
}
