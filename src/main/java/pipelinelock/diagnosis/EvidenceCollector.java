package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;

/**
 * Gathers all evidence at once, under one deadline. A source that is slow, down, or talks garbage
 * becomes a fact of its own and neither delays nor breaks the others.
 */
public final class EvidenceCollector {
  /**
   * @param whole for the whole of the evidence, reads that follow from others included
   * @param each for one read
   */
  public record Limits(Duration whole, Duration each) {
    /** 2.0 s in all, so that an answer in Slack comes in time; 1.5 s a read. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(2), Duration.ofMillis(1500));

    public Limits {
      if (!whole.isPositive() || !each.isPositive()) {
        throw new IllegalArgumentException(
            "time limits must be longer than zero, not %s and %s".formatted(whole, each));
      }
    }
  }

  private final InstantSource clock;
  private final ExecutorService executor;
  private final Limits limits;

  /**
   * @param executor runs one read a thread; meant for {@code newVirtualThreadPerTaskExecutor}: a
   *     bounded pool would let a slow source delay the others
   */
  public EvidenceCollector(InstantSource clock, ExecutorService executor, Limits limits) {
    this.clock = clock;
    this.executor = executor;
    this.limits = limits;
  }

  /**
   * Reads everything; returns within the whole limit, whatever the sources do.
   *
   * @param pendingSince when pending builds were first seen, by build id
   */
  public Evidence collect(Sources from, Map<Long, Instant> pendingSince) {
    Instant at = clock.instant();
    var reads = new Reads(clock, executor, limits);
    var concourse = from.pipeline();
    var lock = reads.read(Source.LOCK_REPOSITORY, from.lock()::read);
    var version = reads.read(Source.CONCOURSE, concourse::version);
    var account = reads.read(Source.CONCOURSE, concourse::account);
    var pipeline = reads.read(Source.CONCOURSE, concourse::pipeline);
    var others = reads.read(Source.CONCOURSE, concourse::otherBuilds);
    var checks = reads.read(Source.CONCOURSE, concourse::checks);
    var workers = reads.read(Source.CONCOURSE, concourse::workers);
    var containers = reads.read(Source.CONCOURSE, concourse::containers);
    var switchedOff = reads.read(Source.CONCOURSE, concourse::lockingSwitchedOff);
    var tasks = reads.read(Source.BOSH, from.director()::openTasks);
    var directorLocks = reads.read(Source.BOSH, from.director()::locks);
    var instances = reads.read(Source.BOSH, from.director()::instances);

    var holder = lock.thenCompose(fact -> holder(reads, concourse, fact));
    var activity =
        pipeline.thenCompose(
            fact ->
                forEach(
                    builds(fact, Build.Status.STARTED),
                    id -> reads.read(Source.CONCOURSE, () -> concourse.activity(id))));
    var foreignActivity =
        others.thenCompose(
            fact ->
                forEach(
                    started(fact.value().orElse(List.of())),
                    id -> reads.read(Source.CONCOURSE, () -> concourse.activity(id))));
    var preparation =
        pipeline.thenCompose(
            fact ->
                forEach(
                    builds(fact, Build.Status.PENDING),
                    id -> reads.read(Source.CONCOURSE, () -> concourse.preparation(id))));

    return new Evidence(
        from.environment(),
        at,
        lock.join(),
        holder.join(),
        version.join(),
        account.join(),
        pipeline.join(),
        others.join(),
        both(activity.join(), foreignActivity.join()),
        preparation.join(),
        checks.join(),
        workers.join(),
        containers.join(),
        tasks.join(),
        directorLocks.join(),
        instances.join(),
        switchedOff.join(),
        since(pendingSince, pipeline.join()));
  }

  private static CompletableFuture<Fact<HolderBuild>> holder(
      Reads reads, PipelineReader concourse, Fact<PoolLock> lock) {
    return switch (lock) {
      case Fact.NotRead<PoolLock>(var source, var reason, var at, var kind) ->
          CompletableFuture.completedFuture(new Fact.NotRead<>(source, reason, at, kind));
      case Fact.Known<PoolLock>(var observed, var source, var at) ->
          observed
              .latest()
              .filter(_ -> observed.place() == PoolLock.Place.CLAIMED)
              .map(claim -> reads.read(Source.CONCOURSE, () -> concourse.holder(claim)))
              .orElseGet(
                  () ->
                      CompletableFuture.completedFuture(
                          new Fact.Known<>(new HolderBuild.Nobody(), source, at)));
    };
  }

  /** Since when builds are pending, at the least: as remembered, or as later builds prove. */
  private static Map<Long, Instant> since(
      Map<Long, Instant> remembered, Fact<PipelineState> pipeline) {
    var since = new HashMap<>(remembered);
    pipeline
        .value()
        .map(PipelineState::createdBefore)
        .orElse(Map.of())
        .forEach((id, then) -> since.merge(id, then, (a, b) -> a.isBefore(b) ? a : b));
    return since;
  }

  private static List<Long> builds(Fact<PipelineState> pipeline, Build.Status status) {
    return pipeline.value().map(PipelineState::builds).orElse(List.of()).stream()
        .filter(build -> build.status() == status)
        .map(Build::id)
        .distinct()
        .toList();
  }

  private static List<Long> started(List<Build> builds) {
    return builds.stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .map(Build::id)
        .distinct()
        .toList();
  }

  private static <T> CompletableFuture<Map<Long, Fact<T>>> forEach(
      List<Long> ids, Function<Long, CompletableFuture<Fact<T>>> read) {
    var reads = ids.stream().collect(Collectors.toMap(id -> id, read));
    return CompletableFuture.allOf(reads.values().toArray(CompletableFuture[]::new))
        .thenApply(
            _ ->
                reads.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().join())));
  }

  private static <T> Map<Long, T> both(Map<Long, T> first, Map<Long, T> second) {
    var all = new HashMap<>(second);
    all.putAll(first);
    return all;
  }
}
