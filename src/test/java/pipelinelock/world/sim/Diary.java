package pipelinelock.world.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.world.EventFact;

/** Writes a step's events as Concourse streams them. */
final class Diary {
  /** Of the many lines of a step the first and the newest are enough for any reader. */
  private static final int LINES = 6;

  private final long clockAhead;
  private final SimConcourse concourse;

  Diary(long clockAhead, SimConcourse concourse) {
    this.clockAhead = clockAhead;
    this.concourse = concourse;
  }

  Instant clock(long time) {
    return Instant.ofEpochSecond(time + clockAhead);
  }

  List<EventFact> of(SimBuild build, SimStep step) {
    var events = new ArrayList<EventFact>();
    if (step.begunAt == SimStep.NOT_YET) {
      return events;
    }
    var kind = kind(step);
    var id = step.planId;
    events.add(EventFact.of(clock(step.begunAt), "initialize-" + kind, id));
    if (step.worker != null && step.hang != SimStep.Hang.IMAGE) {
      events.add(EventFact.selectedWorker(clock(step.begunAt), id, step.workerName));
    }
    if (step.startedAt != SimStep.NOT_YET && step.startedAt <= concourse.now()) {
      events.add(EventFact.of(clock(step.startedAt), "start-" + kind, id));
      lines(step, events);
    }
    if (step.endedAt != SimStep.NOT_YET) {
      events.add(
          step.error == null
              ? EventFact.finish(clock(step.endedAt), "finish-" + kind, id, exit(step))
              : EventFact.error(clock(step.endedAt), id, step.error));
    }
    return events;
  }

  private static int exit(SimStep step) {
    // The task whose failure makes the claim begin.
    return step.name.equals("lock-the-pipeline") ? 1 : step.exit;
  }

  static String kind(SimStep step) {
    return switch (step.kind) {
      case GET -> "get";
      case TASK -> "task";
      case CLAIM, RELEASE, PUT -> "put";
    };
  }

  private void lines(SimStep step, List<EventFact> events) {
    long until = Math.min(concourse.now(), step.mutedAt);
    if (step.endedAt != SimStep.NOT_YET) {
      until = Math.min(until, step.endedAt);
    }
    long first = step.startedAt + 1;
    if (step.hang == SimStep.Hang.STARTED || until < first) {
      return;
    }
    switch (step.kind) {
      case CLAIM -> {
        log(events, step, first, "claiming lock on: create-cloudfoundry\nwaiting for lock\n");
        if (!concourse.versions.redacts()) {
          repeated(events, step, first, until - 1, 10, ".");
        }
      }
      case RELEASE ->
          log(events, step, first, "releasing lock: lock on pool: create-cloudfoundry\n");
      case TASK, GET, PUT -> {
        if (step.printsEvery > 0) {
          repeated(events, step, first, until, step.printsEvery, "at work\n");
        }
      }
    }
  }

  private void repeated(
      List<EventFact> events, SimStep step, long first, long until, long every, String text) {
    long count = until < first ? 0 : (until - first) / every;
    for (long n = 1; n <= count; n++) {
      if (n <= LINES || n > count - LINES) {
        log(events, step, first + n * every, text);
      }
    }
  }

  private void log(List<EventFact> events, SimStep step, long time, String text) {
    events.add(EventFact.log(clock(time), step.planId, text));
  }
}
