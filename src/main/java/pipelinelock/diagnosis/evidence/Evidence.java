package pipelinelock.diagnosis.evidence;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.environment.Environment;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.UnseenWork;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;

/**
 * Everything that was observed at one moment.
 *
 * @param at when the look began, by the bot's clock; ages count from here
 * @param holder who has the lock, by the commit that claimed it and what Concourse knows about it
 * @param account the identity that Concourse gives the bot, and the teams in which it has a role
 * @param otherBuilds started builds of other pipelines and one-off builds: the lock does not
 *     protect them, and a recreate kills them
 * @param activity the event stream of each started build, other pipelines' builds included, by
 *     build id
 * @param preparation why each pending build does not start, by build id
 * @param checks last checks of the pool resource and of the lock job's inputs
 * @param containers those of every team in which the bot has a role
 * @param tasks tasks of the whole Director that are queued, processing or cancelling
 * @param rows each instance according to the Director's database; known before the agents answer
 * @param instances each instance according to its agent
 * @param lockingSwitchedOff whether the pipeline's configuration disables the lock; an empty value
 *     if Concourse did not say
 * @param pendingSince when each pending build was first seen, by build id, because Concourse
 *     reports no creation time; a build that is absent here was first seen now
 * @param aborts the bot's own aborts since the start of what is open, from its record
 */
public record Evidence(
    Environment environment,
    Instant at,
    Fact<PoolLock> lock,
    Fact<HolderBuild> holder,
    Fact<ConcourseVersion> concourse,
    Fact<Account> account,
    Fact<PipelineState> pipeline,
    Fact<List<Build>> otherBuilds,
    Map<Long, Fact<BuildActivity>> activity,
    Map<Long, Fact<Preparation>> preparation,
    Fact<List<ResourceCheck>> checks,
    Fact<List<Worker>> workers,
    Fact<List<Container>> containers,
    Fact<List<DirectorTask>> tasks,
    Fact<List<DirectorLock>> directorLocks,
    Fact<List<InstanceRow>> rows,
    Fact<List<Instance>> instances,
    Fact<Optional<Boolean>> lockingSwitchedOff,
    Map<Long, Instant> pendingSince,
    Fact<List<AskedAbort>> aborts) {
  public Evidence {
    activity = Map.copyOf(activity);
    preparation = Map.copyOf(preparation);
    pendingSince = Map.copyOf(pendingSince);
  }

  /** Started builds of all pipelines, as far as they could be read. */
  public List<Build> started() {
    return Stream.concat(
            pipeline.value().map(PipelineState::builds).orElse(List.of()).stream(),
            otherBuilds.value().orElse(List.of()).stream())
        .filter(build -> build.status() == Build.Status.STARTED)
        .toList();
  }

  /**
   * Work on the workers that the bot cannot name; empty where there is none, or where it is not
   * known because workers, containers or the bot's roles could not be read.
   */
  public List<UnseenWork> unseenWork() {
    if (!account.isKnown() || account.value().map(Account::admin).orElse(false)) {
      return List.of();
    }
    return workers
        .value()
        .flatMap(all -> containers.value().map(shown -> UnseenWork.on(all, shown)))
        .orElse(List.of());
  }

  /** The open builds of another holder's pipeline, itself included, as far as they can be seen. */
  public List<Build> openBeside(HolderBuild.Elsewhere holder) {
    return Stream.of(
            holder.build().stream(),
            holder.open().stream(),
            otherBuilds.value().orElse(List.of()).stream()
                .filter(build -> isOfTheSamePipeline(build.ref(), holder.ref())))
        .flatMap(builds -> builds)
        .filter(Build::isOpen)
        .collect(Collectors.toMap(Build::id, it -> it, (one, _) -> one, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static boolean isOfTheSamePipeline(BuildRef one, BuildRef other) {
    return other.isOneOff()
        ? one.equals(other)
        : one.team().equals(other.team())
            && one.pipeline().equals(other.pipeline())
            && one.instanceVars().equals(other.instanceVars());
  }

  /** Whether a pause keeps this build pending, by what the pipeline or the build itself says. */
  public boolean isHeldByPause(Build build) {
    var state = pipeline.value();
    return build.status() == Build.Status.PENDING
        && (state.map(it -> it.paused() || it.archived()).orElse(false)
            || state.flatMap(it -> it.job(build.ref().job())).map(Job::paused).orElse(false)
            || Optional.ofNullable(preparation.get(build.id()))
                .flatMap(Fact::value)
                .map(why -> why.pausedPipeline() || why.pausedJob())
                .orElse(false));
  }

  /** The newest abort of a build by the bot itself; empty where none is known. */
  public Optional<AskedAbort> abortOf(Build build) {
    return aborts.value().orElse(List.of()).stream()
        .filter(abort -> abort.isOf(build))
        .max(Comparator.comparing(AskedAbort::at));
  }

  /**
   * Whether the worker of the step that is open in a build is known, and none of that name runs;
   * false where either could not be read.
   */
  public boolean isOnALostWorker(Build build) {
    var worker =
        Optional.ofNullable(activity.get(build.id()))
            .flatMap(Fact::value)
            .flatMap(BuildActivity::worker);
    return workers.value().isPresent()
        && worker.isPresent()
        && workers.value().orElseThrow().stream()
            .noneMatch(it -> it.isRunning() && it.name().equals(worker.get()));
  }

  /** The VM of the worker under the build's open step; empty if it is not known. */
  public Optional<InstanceId> vmUnder(Build build) {
    return new WorkerSense(this).vmUnder(build);
  }

  /** The VM of the worker of this name; empty if it is not known. */
  public Optional<InstanceId> vmOf(String worker) {
    return new WorkerSense(this).vmOf(worker);
  }

  /**
   * The build of the locked pipeline that holds the lock: by the name in its claim, or, where that
   * names nobody, by its time, if one build alone can have made it.
   */
  public Optional<Build> claimant() {
    return pipeline.value().flatMap(state -> new Scene(this, state).claimant());
  }

  /**
   * Lock builds that have ended, and whose claim may live on in its container and take the lock; as
   * far as builds, containers and commits could be read.
   */
  public List<Verdict.Catch.DeadClaim> deadClaims() {
    return pipeline.value().map(state -> new Scene(this, state).deadClaims()).orElse(List.of());
  }

  /** When a build last gave a sign of life: its newest event, or its start. */
  public Optional<Instant> lastSign(Build build) {
    var known = Optional.ofNullable(activity.get(build.id())).flatMap(Fact::value);
    return Stream.of(
            known.flatMap(BuildActivity::lastEvent),
            known.flatMap(BuildActivity::lastPoolEvent),
            build.startedAt())
        .flatMap(Optional::stream)
        .max(Instant::compareTo);
  }
}
