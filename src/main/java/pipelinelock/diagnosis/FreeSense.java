package pipelinelock.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Job;

/** What is wrong with a lock that is free, and of which nothing is open. */
final class FreeSense {
  /** A claim was seen to land more than four minutes after the end of its build. */
  private static final Duration LATE = Duration.ofMinutes(15);

  private final Scene scene;

  FreeSense(Scene scene) {
    this.scene = scene;
  }

  /** The gravest first. */
  List<Verdict.Catch> catches() {
    var catches = new ArrayList<Verdict.Catch>();
    pause().ifPresent(catches::add);
    mayStillLand().ifPresent(catches::add);
    return List.copyOf(catches);
  }

  Optional<Verdict.Catch.NothingStarts> pause() {
    if (scene.pipeline().paused()) {
      return Optional.of(
          new Verdict.Catch.NothingStarts(Optional.empty(), scene.pipeline().pausedBy()));
    }
    return scene
        .pipeline()
        .job(scene.names().lockJob())
        .filter(Job::paused)
        .map(job -> new Verdict.Catch.NothingStarts(Optional.of(job.name()), job.pausedBy()));
  }

  /** Only an abort or an error ends a build while its claim may be under way. */
  private Optional<Verdict.Catch> mayStillLand() {
    return scene.lockBuilds(Build.Status.ABORTED, Build.Status.ERRORED).stream()
        .filter(build -> build.endedAt().map(end -> !scene.isOlder(end, LATE)).orElse(false))
        .filter(build -> !scene.hasClaimed(build))
        .max(Comparator.comparingLong(Build::id))
        .map(Verdict.Catch.MayStillLand::new);
  }
}
