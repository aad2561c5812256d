package pipelinelock.concourse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** Finds the build that a claim names, and whether it is that build. */
final class HolderReading {
  /** A commit has the time of a worker's clock, a build that of the database's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

  private static final String LEAST_ROLE = "viewer";

  private final Session session;
  private final LockedPipeline pipeline;
  private final Runs runs;

  HolderReading(Session session, LockedPipeline pipeline, Runs runs) {
    this.session = session;
    this.pipeline = pipeline;
    this.runs = runs;
  }

  HolderBuild of(LockCommit claim) {
    if (!(claim.meaning() instanceof LockMessage.PoolResource(var _, var _, var holder))) {
      return new HolderBuild.Unnamed();
    }
    return switch (holder) {
      case Holder.JobBuild(var ref, _) -> jobBuild(ref, claim.at());
      case Holder.OneOffBuild(var id, _) -> oneOff(id, claim.at());
      case Holder.Unnamed _ -> new HolderBuild.Unnamed();
      case Holder.Unreadable(var address, _) -> new HolderBuild.OtherConcourse(address);
    };
  }

  private HolderBuild jobBuild(BuildRef ref, Instant claimed) {
    try {
      var named = find(ref);
      var build = named.filter(it -> mayHaveClaimed(it, claimed));
      if (isOurs(ref)) {
        return build
            .<HolderBuild>map(HolderBuild.Found::new)
            .orElseGet(() -> new HolderBuild.Gone(ref, named));
      }
      return new HolderBuild.Elsewhere(ref, build, List.of());
    } catch (RemoteFailure failure) {
      return notVisible(ref, failure);
    }
  }

  private HolderBuild oneOff(long id, Instant claimed) {
    var ref = BuildRef.oneOff(pipeline.team(), id);
    try {
      var build =
          session
              .find(
                  "looking for build " + id,
                  session.at("builds", Long.toString(id)).build(),
                  BuildJson.class)
              .flatMap(BuildJson::toBuild)
              .filter(it -> mayHaveClaimed(it, claimed));
      return new HolderBuild.Elsewhere(
          build.map(Build::ref).orElse(ref), build, build.filter(Build::isOpen).stream().toList());
    } catch (RemoteFailure failure) {
      return notVisible(ref, failure);
    }
  }

  private static HolderBuild notVisible(BuildRef ref, RemoteFailure failure) {
    if (failure.kind() == Kind.FORBIDDEN) {
      return new HolderBuild.NotVisible(ref, LEAST_ROLE);
    }
    throw failure;
  }

  private static boolean mayHaveClaimed(Build build, Instant claimed) {
    return build
        .startedAt()
        .map(start -> !start.minus(CLOCKS_DIFFER).isAfter(claimed))
        .orElse(!build.isOpen());
  }

  private Optional<Build> find(BuildRef ref) {
    return session
        .find(
            "looking for " + ref.shortForm(),
            session.in(ref, "jobs", ref.job(), "builds", ref.name()),
            BuildJson.class)
        .flatMap(BuildJson::toBuild)
        .map(runs::tell);
  }

  private boolean isOurs(BuildRef ref) {
    return ref.team().equals(pipeline.team())
        && ref.pipeline().equals(pipeline.name())
        && ref.instanceVars().isEmpty();
  }
}
