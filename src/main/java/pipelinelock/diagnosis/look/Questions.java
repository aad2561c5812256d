package pipelinelock.diagnosis.look;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;

/** All the questions of one look, each in flight or answered. */
final class Questions {
  /** How far back the record is read for a build that is pending: its age is not given. */
  private static final Duration PENDING = Duration.ofDays(7);

  private final Reads reads;
  private final Sources from;
  private final Instant at;
  private final Map<Long, Instant> pendingSince;
  private final CompletableFuture<Fact<PoolLock>> lock;
  private final CompletableFuture<Fact<HolderBuild>> holder;
  private final CompletableFuture<Fact<ConcourseVersion>> version;
  private final CompletableFuture<Fact<Account>> account;
  private final CompletableFuture<Fact<PipelineState>> pipeline;
  private final CompletableFuture<Fact<List<Build>>> others;
  private final Each<BuildActivity> activity;
  private final Each<BuildActivity> foreignActivity;
  private final Each<Preparation> preparation;
  private final CompletableFuture<Fact<List<ResourceCheck>>> checks;
  private final CompletableFuture<Fact<List<Worker>>> workers;
  private final CompletableFuture<Fact<List<Container>>> containers;
  private final CompletableFuture<Fact<Optional<Boolean>>> switchedOff;
  private final CompletableFuture<Fact<List<DirectorTask>>> tasks;
  private final CompletableFuture<Fact<List<DirectorLock>>> directorLocks;
  private final CompletableFuture<Fact<List<InstanceRow>>> rows;
  private final CompletableFuture<Fact<List<Instance>>> instances;
  private final CompletableFuture<Fact<List<AskedAbort>>> aborts;

  /** Asks everything. */
  Questions(Reads reads, Sources from, Instant at, Map<Long, Instant> pendingSince) {
    this(reads, from, at, pendingSince, reads.read(Source.BOSH, () -> from.director().instances()));
  }

  /** Asks all but the agents. */
  private Questions(
      Reads reads,
      Sources from,
      Instant at,
      Map<Long, Instant> pendingSince,
      CompletableFuture<Fact<List<Instance>>> instances) {
    var concourse = from.pipeline();
    this.reads = reads;
    this.from = from;
    this.at = at;
    this.pendingSince = pendingSince;
    this.instances = instances;
    lock = reads.read(Source.LOCK_REPOSITORY, from.lock()::read);
    version = concourse(concourse::version);
    account = concourse(concourse::account);
    pipeline = concourse(concourse::pipeline);
    others = concourse(concourse::otherBuilds);
    checks = concourse(concourse::checks);
    workers = concourse(concourse::workers);
    containers = concourse(concourse::containers);
    switchedOff = concourse(concourse::lockingSwitchedOff);
    tasks = reads.read(Source.BOSH, from.director()::openTasks);
    directorLocks = reads.read(Source.BOSH, from.director()::locks);
    rows = reads.read(Source.BOSH, from.director()::rows);
    holder = lock.thenCompose(this::holder);
    aborts = pipeline.thenCompose(this::aborts);
    activity =
        Each.of(
            pipeline.thenApply(fact -> builds(fact, Build.Status.STARTED)),
            id -> concourse(() -> concourse.activity(id)));
    foreignActivity =
        Each.of(
            others.thenApply(
                fact -> ids(fact.value().orElse(List.of()).stream(), Build.Status.STARTED)),
            id -> concourse(() -> concourse.activity(id)));
    preparation =
        Each.of(
            pipeline.thenApply(fact -> builds(fact, Build.Status.PENDING)),
            id -> concourse(() -> concourse.preparation(id)));
  }

  /** The same asked again, but for the agents' word. */
  Questions again(Reads other, Instant now) {
    return new Questions(other, from, now, pendingSince, instances);
  }

  /** Done when everything has come or was given up; never ends with an exception. */
  CompletableFuture<Void> all() {
    return CompletableFuture.allOf(rest(), instances);
  }

  /** All that others are asked, the agents' word included. */
  CompletableFuture<Void> ofOthers() {
    return CompletableFuture.allOf(ofOthersAtOnce(), instances);
  }

  /** All but the agents' word. */
  CompletableFuture<Void> rest() {
    return CompletableFuture.allOf(ofOthersAtOnce(), aborts);
  }

  private CompletableFuture<Void> ofOthersAtOnce() {
    return CompletableFuture.allOf(
        lock,
        holder,
        version,
        account,
        pipeline,
        others,
        activity.all(),
        foreignActivity.all(),
        preparation.all(),
        checks,
        workers,
        containers,
        switchedOff,
        tasks,
        directorLocks,
        rows);
  }

  /** What is known now. */
  Evidence evidence() {
    return new Evidence(
        from.environment(),
        at,
        now(Source.LOCK_REPOSITORY, lock),
        now(lock.isDone() ? Source.CONCOURSE : Source.LOCK_REPOSITORY, holder),
        now(Source.CONCOURSE, version),
        now(Source.CONCOURSE, account),
        now(Source.CONCOURSE, pipeline),
        now(Source.CONCOURSE, others),
        both(activity.now(this::awaitedOfConcourse), foreignActivity.now(this::awaitedOfConcourse)),
        preparation.now(this::awaitedOfConcourse),
        now(Source.CONCOURSE, checks),
        now(Source.CONCOURSE, workers),
        now(Source.CONCOURSE, containers),
        now(Source.BOSH, tasks),
        now(Source.BOSH, directorLocks),
        now(Source.BOSH, rows),
        instances.getNow(agentsAwaited()),
        now(Source.CONCOURSE, switchedOff),
        since(),
        now(pipeline.isDone() ? Source.RECORD : Source.CONCOURSE, aborts));
  }

  private <T> Fact<T> now(Source source, CompletableFuture<Fact<T>> question) {
    return question.getNow(reads.awaited(source, source.text() + " has not answered yet"));
  }

  private <T> Fact<T> awaitedOfConcourse() {
    return reads.awaited(Source.CONCOURSE, Source.CONCOURSE.text() + " has not answered yet");
  }

  /** A Director that has returned its rows is not slow itself. */
  private Fact<List<Instance>> agentsAwaited() {
    boolean answers = rows.isDone() && rows.join().isKnown();
    return reads.awaited(
        Source.BOSH,
        answers ? "BOSH is still asking the agents" : Source.BOSH.text() + " has not answered yet");
  }

  private <T> CompletableFuture<Fact<T>> concourse(Supplier<T> call) {
    return reads.read(Source.CONCOURSE, call);
  }

  private CompletableFuture<Fact<HolderBuild>> holder(Fact<PoolLock> fact) {
    return switch (fact) {
      case Fact.NotRead<PoolLock>(var source, var reason, var since, var kind) ->
          CompletableFuture.completedFuture(new Fact.NotRead<>(source, reason, since, kind));
      case Fact.Known<PoolLock>(var observed, var source, var since) ->
          observed
              .claim()
              .map(claim -> concourse(() -> from.pipeline().holder(claim)))
              .orElseGet(
                  () ->
                      CompletableFuture.completedFuture(
                          new Fact.Known<>(new HolderBuild.Nobody(), source, since)));
    };
  }

  /** Only what is open can have been aborted without Concourse showing it. */
  private CompletableFuture<Fact<List<AskedAbort>>> aborts(Fact<PipelineState> fact) {
    return switch (fact) {
      case Fact.NotRead<PipelineState>(var source, var reason, var since, var kind) ->
          CompletableFuture.completedFuture(new Fact.NotRead<>(source, reason, since, kind));
      case Fact.Known<PipelineState>(var observed, var _, var since) ->
          observed.builds().stream()
              .filter(Build::isOpen)
              .map(build -> build.startedAt().orElse(at.minus(PENDING)))
              .min(Comparator.naturalOrder())
              .map(
                  start ->
                      reads.read(
                          Source.RECORD,
                          () -> from.aborts().since(from.environment().name(), start)))
              .orElseGet(
                  () ->
                      CompletableFuture.completedFuture(
                          new Fact.Known<>(List.of(), Source.RECORD, since)));
    };
  }

  /** Since when builds are pending, at the least: as remembered, or as later builds prove. */
  private Map<Long, Instant> since() {
    return PendingAge.since(
        pendingSince,
        now(Source.CONCOURSE, pipeline).value(),
        now(Source.CONCOURSE, checks).value());
  }

  private static List<Long> builds(Fact<PipelineState> pipeline, Build.Status status) {
    return ids(pipeline.value().map(PipelineState::builds).orElse(List.of()).stream(), status);
  }

  private static List<Long> ids(Stream<Build> builds, Build.Status status) {
    return builds.filter(build -> build.status() == status).map(Build::id).distinct().toList();
  }

  private static <T> Map<Long, T> both(Map<Long, T> first, Map<Long, T> second) {
    var all = new HashMap<>(second);
    all.putAll(first);
    return all;
  }

  /**
   * The same question of several builds, which are known only when another answer has come.
   *
   * @param all done when each is
   */
  private record Each<T>(
      CompletableFuture<Map<Long, CompletableFuture<Fact<T>>>> byId, CompletableFuture<Void> all) {
    static <T> Each<T> of(
        CompletableFuture<List<Long>> ids, Function<Long, CompletableFuture<Fact<T>>> read) {
      var byId =
          ids.thenApply(them -> them.stream().collect(Collectors.toMap(Function.identity(), read)));
      return new Each<>(
          byId,
          byId.thenCompose(
              them -> CompletableFuture.allOf(them.values().toArray(CompletableFuture[]::new))));
    }

    Map<Long, Fact<T>> now(Supplier<Fact<T>> awaited) {
      return byId.getNow(Map.of()).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getNow(awaited.get())));
    }
  }
}
