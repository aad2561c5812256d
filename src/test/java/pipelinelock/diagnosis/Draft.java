package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.RemoteFailure;
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

/** Evidence that a test may still change. */
public final class Draft {
  final Evidence origin;
  public Instant at;
  public Fact<PoolLock> lock;
  public Fact<HolderBuild> holder;
  public Fact<ConcourseVersion> version;
  public Fact<Account> account;
  public Fact<PipelineState> pipeline;
  public Fact<List<Build>> others;
  public Map<Long, Fact<BuildActivity>> activity;
  Map<Long, Fact<Preparation>> preparation;
  public Fact<List<ResourceCheck>> checks;
  public Fact<List<Worker>> workers;
  public Fact<List<Container>> containers;
  public Fact<List<DirectorTask>> tasks;
  Fact<List<DirectorLock>> directorLocks;
  Fact<List<InstanceRow>> rows;
  public Fact<List<Instance>> instances;
  Fact<Optional<Boolean>> switchedOff;
  public Map<Long, Instant> pendingSince;
  Fact<List<AskedAbort>> aborts;

  public Draft(Evidence e) {
    origin = e;
    at = e.at();
    lock = e.lock();
    holder = e.holder();
    version = e.concourse();
    account = e.account();
    pipeline = e.pipeline();
    others = e.otherBuilds();
    activity = new HashMap<>(e.activity());
    preparation = new HashMap<>(e.preparation());
    checks = e.checks();
    workers = e.workers();
    containers = e.containers();
    tasks = e.tasks();
    directorLocks = e.directorLocks();
    rows = e.rows();
    instances = e.instances();
    switchedOff = e.lockingSwitchedOff();
    pendingSince = new HashMap<>(e.pendingSince());
    aborts = e.aborts();
  }

  public Evidence evidence() {
    return new Evidence(
        origin.environment(),
        at,
        lock,
        holder,
        version,
        account,
        pipeline,
        others,
        activity,
        preparation,
        checks,
        workers,
        containers,
        tasks,
        directorLocks,
        rows,
        instances,
        switchedOff,
        pendingSince,
        aborts);
  }

  public void addBuild(Build build) {
    pipeline
        .value()
        .ifPresent(
            state -> {
              var builds = new ArrayList<Build>();
              builds.add(build);
              builds.addAll(state.builds());
              pipeline =
                  known(
                      Source.CONCOURSE,
                      new PipelineState(
                          state.paused(),
                          state.pausedBy(),
                          state.archived(),
                          state.jobs(),
                          builds,
                          state.createdBefore()));
            });
  }

  public <T> Fact<T> known(Source source, T value) {
    return new Fact.Known<>(value, source, at);
  }

  public <T> Fact<T> unread(Source source, RemoteFailure.Kind kind) {
    return new Fact.NotRead<>(source, source.text() + " did not answer", at, kind);
  }

  /** Makes one fact unreadable, by its number. */
  public void unread(int number, RemoteFailure.Kind kind) {
    switch (number) {
      case 0 -> lock = unread(Source.LOCK_REPOSITORY, kind);
      case 1 -> holder = unread(Source.CONCOURSE, kind);
      case 2 -> version = unread(Source.CONCOURSE, kind);
      case 3 -> pipeline = unread(Source.CONCOURSE, kind);
      case 4 -> others = unread(Source.CONCOURSE, kind);
      case 5 -> activity.replaceAll((_, _) -> unread(Source.CONCOURSE, kind));
      case 6 -> preparation.replaceAll((_, _) -> unread(Source.CONCOURSE, kind));
      case 7 -> checks = unread(Source.CONCOURSE, kind);
      case 8 -> workers = unread(Source.CONCOURSE, kind);
      case 9 -> tasks = unread(Source.BOSH, kind);
      case 10 -> directorLocks = unread(Source.BOSH, kind);
      case 11 -> instances = unread(Source.BOSH, kind);
      case 12 -> switchedOff = unread(Source.CONCOURSE, kind);
      case 13 -> activity.clear();
      case 14 -> account = unread(Source.CONCOURSE, kind);
      case 15 -> containers = unread(Source.CONCOURSE, kind);
      default -> throw new IllegalArgumentException("no fact " + number);
    }
  }

  static final int FACTS = 16;
}
