package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A build, with its steps; of no pipeline where it is a one-off. */
final class SimBuild {
  enum Status {
    PENDING,
    STARTED,
    SUCCEEDED,
    FAILED,
    ERRORED,
    ABORTED
  }

  final long id;
  final String team;
  final @Nullable SimPipeline pipeline;
  final @Nullable SimJob job;
  final String name;
  final long createdAt;
  final List<SimStep> steps = new ArrayList<>();
  Optional<SimBuild> rerunOf = Optional.empty();
  String by = "";
  Status status = Status.PENDING;
  @Nullable SimRun run;
  long startedAt;
  long endedAt;
  int at = -1;

  /** When a new web node took it up, and reported its steps from the first on once more. */
  final List<Long> resumed = new ArrayList<>();

  /** Somebody asked for its end; the API never shows it. */
  boolean aborted;

  /** Its inputs are checked. */
  boolean checked;

  /** No longer shown by the API: the database was set back. */
  boolean forgotten;

  SimBuild(
      long id,
      String team,
      @Nullable SimPipeline pipeline,
      @Nullable SimJob job,
      String name,
      long createdAt) {
    this.id = id;
    this.team = team;
    this.pipeline = pipeline;
    this.job = job;
    this.name = name;
    this.createdAt = createdAt;
  }

  boolean isOpen() {
    return status == Status.PENDING || status == Status.STARTED;
  }

  boolean isStarted() {
    return status == Status.STARTED;
  }

  boolean isOf(SimJob.Kind kind) {
    return job != null && job.kind == kind;
  }

  Optional<SimStep> current() {
    return isStarted() && at >= 0 && at < steps.size()
        ? Optional.of(steps.get(at))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return (job == null ? "one-off build " + id : job.name + " " + name) + " " + status;
  }
}
