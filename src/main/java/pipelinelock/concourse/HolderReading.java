package pipelinelock.concourse;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.concourse.Wire.PipelineNameJson;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.ConcourseAddress;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;

/**
 * Finds the build that a claim names, decides whether it really is that build, and lists what its
 * pipeline has open.
 */
final class HolderReading {
  /** A commit has the time of a worker's clock, a build that of the database's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

  private static final String LEAST_ROLE = "viewer";

  private final Session session;
  private final LockedPipeline pipeline;
  private final Runs runs;
  private final OpenBuilds builds;
  private final Identity concourse;

  /**
   * Which Concourse this is.
   *
   * @param configured where the bot reaches it
   * @param external asks it for the address that its builds have; empty if it does not say
   */
  record Identity(
      Optional<ConcourseAddress> configured, Supplier<Optional<ConcourseAddress>> external) {
    boolean isAnotherThan(Holder holder) {
      return holder.concourse().isPresent()
          && configured.map(holder::isOfAnotherThan).orElse(true)
          && external.get().map(holder::isOfAnotherThan).orElse(true);
    }
  }

  HolderReading(
      Session session, LockedPipeline pipeline, Runs runs, OpenBuilds builds, Identity concourse) {
    this.session = session;
    this.pipeline = pipeline;
    this.runs = runs;
    this.builds = builds;
    this.concourse = concourse;
  }

  HolderBuild of(LockCommit claim) {
    var holder = claim.claimant();
    if (holder.isEmpty()) {
      return new HolderBuild.Unnamed();
    }
    if (concourse.isAnotherThan(holder.get())) {
      return new HolderBuild.OtherConcourse(
          holder.get().concourse().map(ConcourseAddress::toString).orElse(""));
    }
    return switch (holder.get()) {
      case Holder.JobBuild it when isOurs(it.build()) -> ours(it, claim.at());
      case Holder.JobBuild(var ref, _) -> elsewhere(ref, claim.at());
      case Holder.OneOffBuild(var id, _) -> oneOff(id, claim.at());
      case Holder.Unreadable(var address, _) -> new HolderBuild.OtherConcourse(address);
      case Holder.Unnamed _ -> new HolderBuild.Unnamed();
    };
  }

  private HolderBuild elsewhere(BuildRef ref, Instant claimed) {
    var open = Parallel.start(() -> open(ref));
    try {
      var build = find(ref).filter(it -> mayHaveClaimed(it, claimed));
      return new HolderBuild.Elsewhere(ref, build, open.get());
    } catch (RemoteFailure failure) {
      return notVisible(ref, failure);
    }
  }

  private HolderBuild ours(Holder.JobBuild holder, Instant claimed) {
    var ref = holder.build();
    Supplier<List<Build>> instances =
        holder.mayBeOfAnyInstance() ? Parallel.start(() -> openInInstances(ref)) : List::of;
    try {
      var named = find(ref);
      var build = named.filter(it -> mayHaveClaimed(it, claimed));
      var open = instances.get();
      if (!open.isEmpty() && build.filter(Build::isOpen).isEmpty()) {
        return new HolderBuild.Elsewhere(ref, build, open);
      }
      return build
          .<HolderBuild>map(HolderBuild.Found::new)
          .orElseGet(() -> new HolderBuild.Gone(ref, named));
    } catch (RemoteFailure failure) {
      return notVisible(ref, failure);
    }
  }

  /** What is open in the instances of a pipeline, one of which a name without vars may mean. */
  private List<Build> openInInstances(BuildRef ref) {
    var pipelines =
        session
            .find(
                "listing the pipelines of team " + ref.team(),
                session.at("teams", ref.team(), "pipelines").build(),
                PipelineNameJson[].class)
            .orElseGet(() -> new PipelineNameJson[0]);
    return Arrays.stream(pipelines)
        .filter(it -> ref.pipeline().equals(it.name()))
        .flatMap(it -> it.vars().stream())
        .flatMap(
            vars ->
                open(
                    new BuildRef(
                        ref.team(), ref.pipeline(), Optional.of(vars), ref.job(), ref.name()))
                    .stream())
        .toList();
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

  /** A build claims after its start; it may be seen to long after its end, by its container. */
  private static boolean mayHaveClaimed(Build build, Instant claimed) {
    return build
        .startedAt()
        .filter(start -> !start.minus(CLOCKS_DIFFER).isAfter(claimed))
        .isPresent();
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

  /** The open builds of another pipeline, or of another instance of this one, newest first. */
  private List<Build> open(BuildRef ref) {
    var place =
        new OpenBuilds.Place(
            ref.pipeline(),
            session.in(ref, "builds"),
            session.in(ref, "jobs"),
            container -> isIn(container, ref));
    try {
      return builds.in(place).all().open().stream()
          .filter(build -> isSamePipeline(build.ref(), ref))
          .toList();
    } catch (RemoteFailure failure) {
      if (failure.kind() == Kind.NOT_FOUND) {
        return List.of(); // the pipeline is gone, and nothing of it is open
      }
      throw failure;
    }
  }

  private static boolean isIn(Container container, BuildRef ref) {
    return container.team().equals(ref.team())
        && container.pipeline().filter(ref.pipeline()::equals).isPresent();
  }

  private static boolean isSamePipeline(BuildRef one, BuildRef other) {
    return one.team().equals(other.team())
        && one.pipeline().equals(other.pipeline())
        && one.instanceVars().equals(other.instanceVars());
  }

  private boolean isOurs(BuildRef ref) {
    return ref.team().equals(pipeline.team())
        && ref.pipeline().equals(pipeline.name())
        && ref.instanceVars().isEmpty();
  }
}
