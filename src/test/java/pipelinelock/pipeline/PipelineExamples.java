package pipelinelock.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.pipeline.BuildActivity.Kind;
import pipelinelock.pipeline.BuildActivity.Life;
import pipelinelock.pipeline.BuildActivity.Purpose;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.BuildActivity.Step;

/** Builds' steps and workers of the plainest kind. */
public final class PipelineExamples {
  private PipelineExamples() {}

  /** A build whose only step is one put of the pool; without steps if that put is untouched. */
  public static BuildActivity activity(
      long buildId,
      PutPhase poolPut,
      Optional<Instant> lastPoolEvent,
      Optional<Instant> lastEvent,
      Optional<String> worker,
      Optional<String> error) {
    boolean isUntouched = poolPut == PutPhase.NONE && lastPoolEvent.isEmpty() && worker.isEmpty();
    var put =
        step("put", Kind.PUT, "pipeline-pool", Purpose.UNTOLD, poolPut, lastPoolEvent, worker);
    return new BuildActivity(buildId, isUntouched ? List.of() : List.of(put), lastEvent, error);
  }

  /** A step that has begun at most once and has not printed that it waits for the lock. */
  public static Step step(
      String id,
      Kind kind,
      String name,
      Purpose purpose,
      PutPhase phase,
      Optional<Instant> lastEvent,
      Optional<String> worker) {
    var life = new Life(Optional.empty(), lastEvent);
    return new Step(id, kind, name, purpose, phase, lastEvent, worker, List.of(life));
  }

  /** A Linux worker for every team. */
  public static Worker worker(
      String name,
      String state,
      List<String> tags,
      String version,
      Optional<Instant> startedAt,
      int containers) {
    return new Worker(
        name,
        state,
        new Worker.Takes("linux", tags, Optional.empty()),
        version,
        false,
        startedAt,
        new Worker.Load(containers, 0));
  }
}
