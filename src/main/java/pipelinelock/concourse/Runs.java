package pipelinelock.concourse;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.concourse.Wire.BuildResourcesJson;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.Build;

/**
 * Finds the run that a build belongs to: the version of the trigger that the lock build put and the
 * later builds got. The answer for a finished build never changes, so it is fetched once.
 */
final class Runs {
  private static final int KEPT = 2_000;

  private final Session session;
  private final String trigger;
  private final Cache<Long, Optional<String>> known =
      CacheBuilder.newBuilder().maximumSize(KEPT).build();

  Runs(Session session, String trigger) {
    this.session = session;
    this.trigger = trigger;
  }

  /** The runs of builds by their ids, where they are known. */
  Map<Long, Optional<String>> of(List<Build> builds) {
    var byId = new HashMap<Long, Optional<String>>();
    Parallel.map(builds, this::tell).forEach(build -> byId.put(build.id(), build.run()));
    return byId;
  }

  /** The builds, each with its run if that is known; some runs are known already. */
  List<Build> tell(List<Build> builds, Map<Long, Optional<String>> byId) {
    return Parallel.map(
        builds,
        build -> {
          var run = byId.get(build.id());
          return run == null ? tell(build) : with(build, run);
        });
  }

  /** The build with its run, where that is known. */
  Build tell(Build build) {
    return with(build, run(build));
  }

  private static Build with(Build build, Optional<String> run) {
    return new Build(
        build.id(),
        build.ref(),
        build.status(),
        build.startedAt(),
        build.endedAt(),
        build.startedBy(),
        run);
  }

  private Optional<String> run(Build build) {
    if (build.status() == Build.Status.PENDING) {
      return Optional.empty(); // its inputs are not chosen yet
    }
    var kept = known.getIfPresent(build.id());
    if (kept != null) {
      return kept;
    }
    try {
      var run = ask(build);
      if (run.isPresent() || !build.isOpen()) {
        known.put(build.id(), run);
      }
      return run;
    } catch (RemoteFailure unanswered) {
      return Optional.empty(); // unknown; the rest of the pipeline is worth showing
    }
  }

  private Optional<String> ask(Build build) {
    return session
        .find(
            "reading the run of " + build.ref().shortForm(),
            session.at("builds", Long.toString(build.id()), "resources").build(),
            BuildResourcesJson.class)
        .flatMap(resources -> resources.version(trigger));
  }
}
