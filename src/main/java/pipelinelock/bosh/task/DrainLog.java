package pipelinelock.bosh.task;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.vm.InstanceId;

/**
 * How long the drain of one instance took, by the event log of its update. A converging update logs
 * the drain as a phase of its own; one of a single instance alone logs only {@code Stopping
 * instance}, of which the drain is the most.
 */
final class DrainLog {
  private static final String DRAINING = "executing drain";
  private static final String STOPPING = "Stopping instance";

  private final InstanceId instance;
  private @Nullable TaskEventJson begun;
  private @Nullable Duration took;

  private DrainLog(InstanceId instance) {
    this.instance = instance;
  }

  static Optional<Duration> of(String ndjson, InstanceId instance) {
    var log = new DrainLog(instance);
    ndjson.lines().flatMap(line -> TaskEventJson.read(line).stream()).forEach(log::hear);
    return Optional.ofNullable(log.took);
  }

  private void hear(TaskEventJson event) {
    var before = begun;
    if (before == null) {
      begun = isBegin(event) ? event : null;
    } else if (took == null && event.isSameStep(before) && isOver(event)) {
      took = Duration.ofSeconds(Math.max(0, event.time() - before.time()));
    }
  }

  private boolean isBegin(TaskEventJson event) {
    return event.state().equals("in_progress")
        ? event.data().status().equals(DRAINING) && names(event.task())
        : event.state().equals("started") && event.task().equals(STOPPING) && names(event.stage());
  }

  private boolean names(String text) {
    return text.contains(instance + " ");
  }

  /** The next phase, or the end of the step; a failure is neither. */
  private static boolean isOver(TaskEventJson event) {
    return event.state().equals("finished")
        || (event.state().equals("in_progress") && !event.data().status().equals(DRAINING));
  }
}
