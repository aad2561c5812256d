package pipelinelock.diagnosis.look;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.ResourceCheck;

/**
 * The latest possible creation time of pending builds. Concourse reports none, but ids are given in
 * order: a build with a higher id that started at a certain time proves that the pending build
 * existed by then.
 */
final class PendingAge {
  private PendingAge() {}

  /**
   * The earliest time that is proved or remembered, by build id.
   *
   * @param remembered when pending builds were first seen
   * @param checks their builds have ids of the same row of numbers
   */
  static Map<Long, Instant> since(
      Map<Long, Instant> remembered,
      Optional<PipelineState> pipeline,
      Optional<List<ResourceCheck>> checks) {
    var since = new HashMap<>(remembered);
    pipeline
        .map(PipelineState::createdBefore)
        .orElse(Map.of())
        .forEach((id, then) -> since.merge(id, then, PendingAge::earlier));
    for (var build : pipeline.map(PipelineState::builds).orElse(List.of())) {
      if (build.status() == Build.Status.PENDING) {
        checks.orElse(List.of()).stream()
            .filter(check -> check.buildId().map(id -> id > build.id()).orElse(false))
            .flatMap(check -> check.startedAt().stream())
            .forEach(then -> since.merge(build.id(), then, PendingAge::earlier));
      }
    }
    return since;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
