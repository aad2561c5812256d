package pipelinelock.diagnosis.judge;

import static java.util.Comparator.comparingLong;
import static java.util.function.BinaryOperator.maxBy;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;

/**
 * Runs between two jobs, whoever the claim names: they have no open build, their newest build
 * succeeded recently, and the next job is due. They are deployments in progress.
 */
final class BetweenJobs {
  private final Scene scene;

  BetweenJobs(Scene scene) {
    this.scene = scene;
  }

  /**
   * The newest build of each run that goes on, those of the holder's run left out: its end is
   * judged by what it has done.
   */
  public List<Build> besides(Optional<Build> holder) {
    if (scene.pipeline().archived()) {
      return List.of(); // no job follows there
    }
    var runs =
        scene.pipeline().builds().stream()
            .filter(build -> scene.isOfTheRun(build.ref().job()))
            .filter(build -> holder.map(held -> !isOfItsRun(build, held)).orElse(true))
            .filter(this::tellsItsRun)
            .collect(groupingBy(this::run, LinkedHashMap::new, toList()));
    return runs.values().stream().flatMap(run -> goesOn(run).stream()).toList();
  }

  private static boolean isOfItsRun(Build build, Build holder) {
    return build.id() == holder.id()
        || (build.run().isPresent() && build.run().equals(holder.run()));
  }

  /** Where the jobs of a run are not known, a build without its number may be anything. */
  private boolean tellsItsRun(Build build) {
    return build.run().isPresent()
        || !scene.names().pathJobs().isEmpty()
        || !scene.names().isPathJob(build.ref().job());
  }

  /** A lock build whose number is not known begins a run of its own. */
  private String run(Build build) {
    return build.run().orElseGet(() -> isLockJob(build) ? "build " + build.id() : "");
  }

  private boolean isLockJob(Build build) {
    return build.ref().job().equals(scene.names().lockJob());
  }

  private Optional<Build> goesOn(List<Build> run) {
    boolean stands = newestOfEachJob(run).anyMatch(build -> build.status() != Status.SUCCEEDED);
    return stands
        ? Optional.empty()
        : run.stream()
            .max(comparingLong(Build::id))
            .filter(newest -> !newest.ref().job().equals(scene.names().unlockJob()))
            .filter(newest -> newest.endedAt().map(this::isRecent).orElse(false));
  }

  private static Stream<Build> newestOfEachJob(List<Build> run) {
    return run.stream()
        .collect(toMap(build -> build.ref().job(), build -> build, maxBy(comparingLong(Build::id))))
        .values()
        .stream();
  }

  private boolean isRecent(Instant end) {
    return !scene.isOlder(end, scene.thresholds().pending());
  }
}
