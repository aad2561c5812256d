package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Job;

/** Finds what is wrong with a free lock that nothing open needs. */
public final class FreeSense {
  /** A claim was seen to land more than four minutes after the end of its build. */
  private static final Duration LATE = Duration.ofMinutes(15);

  private static final Duration IN_GIT = Duration.ofMinutes(5);

  private final Scene scene;

  public FreeSense(Scene scene) {
    this.scene = scene;
  }

  /** The gravest first. */
  public List<Verdict.Catch> catches() {
    var dead = scene.deadClaims();
    return Stream.<Verdict.Catch>concat(
            Stream.concat(pause().stream(), dead.stream()),
            dead.isEmpty() ? mayStillLand().stream() : Stream.empty())
        .toList();
  }

  /** What keeps every new deployment from starting. */
  public Optional<Verdict.Catch.NothingStarts> pause() {
    var pipeline = scene.pipeline();
    if (pipeline.archived() || pipeline.paused()) {
      return Optional.of(
          new Verdict.Catch.NothingStarts(
              Optional.empty(), pipeline.pausedBy(), pipeline.archived()));
    }
    return pipeline
        .job(scene.names().lockJob())
        .filter(Job::paused)
        .map(
            job -> new Verdict.Catch.NothingStarts(Optional.of(job.name()), job.pausedBy(), false));
  }

  /** Only an abort or an error ends a build while its claim may be under way. */
  private Optional<Verdict.Catch> mayStillLand() {
    // Where the container of its claim is seen to be gone, only git's own server may still hold it.
    var late = scene.evidence().containers().isKnown() ? IN_GIT : LATE;
    return scene.lockBuilds(Build.Status.ABORTED, Build.Status.ERRORED).stream()
        .filter(build -> build.endedAt().map(end -> !scene.isOlder(end, late)).orElse(false))
        .filter(build -> !scene.hasClaimed(build))
        .max(Comparator.comparingLong(Build::id))
        .map(Verdict.Catch.MayStillLand::new);
  }
}
