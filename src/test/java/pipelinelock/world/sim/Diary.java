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
    for (var past : step.before) {
      begins(events, step, past.begunAt(), past.workerName());
      if (past.startedAt() != SimStep.NOT_YET) {
        starts(events, step, past.startedAt());
        lines(step, past.startedAt(), past.until(), events);
      }
    }
    begins(events, step, step.begunAt, step.workerName);
    if (hasStarted(step)) {
      starts(events, step, step.startedAt);
      lines(step, step.startedAt, Math.min(concourse.now(), step.mutedAt), events);
    }
    ends(events, step, step.endedAt);
    build.resumed.stream().filter(at -> at > step.begunAt).forEach(at -> again(events, step, at));
    return events;
  }

  private boolean hasStarted(SimStep step) {
    return step.startedAt != SimStep.NOT_YET && step.startedAt <= concourse.now();
  }

  /** A new web node attaches to what is there, and reports each step from its beginning. */
  private void again(List<EventFact> events, SimStep step, long at) {
    begins(events, step, at, step.workerName);
    if (hasStarted(step)) {
      starts(events, step, at);
    }
    boolean wasOver = step.endedAt != SimStep.NOT_YET && step.endedAt <= at;
    ends(events, step, wasOver ? at : SimStep.NOT_YET);
  }

  private void begins(List<EventFact> events, SimStep step, long at, String worker) {
    events.add(EventFact.of(clock(at), "initialize-" + kind(step), step.planId));
    if (step.worker != null && step.hang != SimStep.Hang.IMAGE) {
      events.add(EventFact.selectedWorker(clock(at), step.planId, worker));
    }
  }

  private void starts(List<EventFact> events, SimStep step, long at) {
    events.add(EventFact.of(clock(at), "start-" + kind(step), step.planId));
  }

  private void ends(List<EventFact> events, SimStep step, long at) {
    if (at != SimStep.NOT_YET) {
      events.add(
          step.error == null
              ? EventFact.finish(clock(at), "finish-" + kind(step), step.planId, exit(step))
              : EventFact.error(clock(at), step.planId, step.error));
    }
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

  private void lines(SimStep step, long startedAt, long mutedAt, List<EventFact> events) {
    long until = step.endedAt == SimStep.NOT_YET ? mutedAt : Math.min(mutedAt, step.endedAt);
    long first = startedAt + 1;
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
