package pipelinelock.diagnosis.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;

/**
 * The facts that a decision rests on, one a line, in a fixed order. It leaves out times and builds
 * of jobs outside the run: timers would change them every few minutes.
 */
final class DecisiveFacts {
  private static final String NOT_READ = "?";

  private final Evidence evidence;
  private final LockedPipeline names;
  private final List<String> lines = new ArrayList<>();

  private DecisiveFacts(Evidence evidence) {
    this.evidence = evidence;
    this.names = evidence.environment().pipeline();
  }

  static List<String> of(Evidence evidence) {
    return new DecisiveFacts(evidence).all();
  }

  private List<String> all() {
    add("environment", evidence.environment().name().value());
    add("locking", String.valueOf(names.locking()));
    fact("switched off", evidence.lockingSwitchedOff(), off -> List.of(off.toString()));
    fact("lock", evidence.lock(), DecisiveFacts::lock);
    fact("holder", evidence.holder(), holder -> List.of(holder(holder)));
    fact("version", evidence.concourse(), DecisiveFacts::version);
    fact("pipeline", evidence.pipeline(), this::pipeline);
    fact("other build", evidence.otherBuilds(), builds -> sorted(builds, DecisiveFacts::build));
    fact("role", evidence.account(), account -> List.of(role(account)));
    fact("worker", evidence.workers(), workers -> sorted(workers, DecisiveFacts::worker));
    fact("container", evidence.containers(), this::putContainers);
    evidence.unseenWork().forEach(unseen -> add("unseen work", unseen.worker()));
    fact("task", evidence.tasks(), tasks -> sorted(tasks, DecisiveFacts::task));
    fact("director lock", evidence.directorLocks(), locks -> sorted(locks, DecisiveFacts::lock));
    fact("instance", evidence.instances(), all -> sorted(all, DecisiveFacts::instance));
    return List.copyOf(lines);
  }

  private void add(String kind, String value) {
    // Names come from outside: a line break in one must not look like another fact.
    lines.add(kind + " " + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
  }

  private <T> void fact(String kind, Fact<T> fact, Function<T, List<String>> values) {
    switch (fact) {
      case Fact.Known<T> known -> values.apply(known.observed()).forEach(v -> add(kind, v));
      case Fact.NotRead<T> _ -> add(kind, NOT_READ);
    }
  }

  private static <T> List<String> sorted(List<T> items, Function<T, String> text) {
    return items.stream().map(text).sorted().toList();
  }

  private static List<String> version(ConcourseVersion version) {
    return List.of(version.text() + (version.redactsSecrets() ? " redacts secrets" : ""));
  }

  private static List<String> lock(PoolLock lock) {
    return List.of(
        lock.pool() + "/" + lock.name(),
        lock.place().name(),
        lock.moved().map(LockCommit::id).orElse("none"));
  }

  private static String holder(HolderBuild holder) {
    return switch (holder) {
      case HolderBuild.Nobody _ -> "nobody";
      case HolderBuild.Unnamed _ -> "unnamed";
      case HolderBuild.Found(var build) -> build(build);
      case HolderBuild.Gone(var ref, var namesake) ->
          "gone " + ref + namesake.map(it -> ", not " + build(it)).orElse("");
      case HolderBuild.Elsewhere(var ref, var build, var open) ->
          "elsewhere "
              + ref
              + " "
              + build.map(DecisiveFacts::build)
              + " "
              + sorted(open, DecisiveFacts::build);
      case HolderBuild.OtherConcourse(var address) -> "other Concourse " + address;
      case HolderBuild.NotVisible(var ref, var role) -> "not visible " + ref + " without " + role;
    };
  }

  private static String build(Build build) {
    return build.id() + " " + build.ref() + " " + build.status();
  }

  private List<String> pipeline(PipelineState state) {
    var facts = new ArrayList<String>();
    facts.add("paused " + state.paused() + (state.archived() ? " archived" : ""));
    state.jobs().stream()
        .filter(job -> isOfTheRun(job.name()))
        .map(job -> "job " + job.name() + " paused " + job.paused())
        .sorted()
        .forEach(facts::add);
    state.builds().stream()
        .filter(build -> isOfTheRun(build.ref().job()))
        .filter(build -> build.isOpen() || isNewest(state, build))
        .map(build -> build(build) + progress(build))
        .sorted()
        .forEach(facts::add);
    return facts;
  }

  private boolean isOfTheRun(String job) {
    return job.equals(names.lockJob()) || job.equals(names.unlockJob()) || names.isPathJob(job);
  }

  private static boolean isNewest(PipelineState state, Build build) {
    return state.builds().stream()
        .filter(other -> other.ref().job().equals(build.ref().job()))
        .allMatch(other -> other.id() <= build.id());
  }

  private String progress(Build build) {
    return switch (build.status()) {
      case STARTED ->
          known(evidence.activity(), build.id()).map(DecisiveFacts::phase).orElse(NOT_READ);
      case PENDING ->
          known(evidence.preparation(), build.id()).map(DecisiveFacts::waits).orElse(NOT_READ);
      case SUCCEEDED, FAILED, ERRORED, ABORTED -> "";
    };
  }

  private static <T> Optional<T> known(Map<Long, Fact<T>> facts, long id) {
    return Optional.ofNullable(facts.get(id)).flatMap(Fact::value);
  }

  private static String phase(BuildActivity activity) {
    var puts = sorted(activity.poolPuts(), step -> step.purpose() + " " + step.phase());
    return " " + puts + " on " + activity.worker().orElse("no worker");
  }

  private static String waits(Preparation p) {
    return " %s %s %s %s %s"
        .formatted(
            p.pausedPipeline(),
            p.pausedJob(),
            p.behindOtherBuilds(),
            sorted(p.blockedInputs(), input -> input),
            new TreeMap<>(p.missingInputs()));
  }

  private String role(Account account) {
    return account.sees(names.team()) ? "sees " + names.team() : "none in " + names.team();
  }

  private static String worker(Worker worker) {
    return worker.name()
        + (worker.isRunning() ? " running " : " not running ")
        + worker.takes().platform()
        + sorted(worker.takes().tags(), tag -> tag)
        + worker.takes().team().map(" of "::concat).orElse("");
  }

  /** A claim lives as long as its container, whatever became of its build. */
  private List<String> putContainers(List<Container> containers) {
    var puts =
        containers.stream()
            .filter(it -> it.isKept() && it.isPutOf(names.poolResource()))
            .filter(it -> it.team().equals(names.team()))
            .filter(it -> it.pipeline().equals(Optional.of(names.name())))
            .toList();
    return sorted(puts, it -> it.buildId().map(String::valueOf).orElse("") + " on " + it.worker());
  }

  private static String task(DirectorTask task) {
    return task.id() + " " + task.deployment().orElse("");
  }

  private static String lock(DirectorLock lock) {
    return lock.type() + " " + lock.resource();
  }

  private static String instance(Instance instance) {
    return Objects.toString(instance.id())
        + " "
        + instance.cid().orElse("no VM")
        + " "
        + instance.wanted()
        + (instance.isRunning() ? " running" : " not running")
        + (instance.ignored() ? " ignored" : "");
  }
}
