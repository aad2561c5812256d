package pipelinelock.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** The evidence of a labelled case in which some facts are others, for tests elsewhere. */
public final class Altered {
  /** What may not be read. */
  public enum Unread {
    LOCK,
    HOLDER,
    PIPELINE,
    CONTAINERS,
    INSTANCES
  }

  public static final InstanceId WORKER = CorpusEvidence.WORKER;
  public static final InstanceId WORKER_2 = CorpusEvidence.WORKER_2;
  public static final InstanceId WEB = CorpusEvidence.WEB;

  /** The numbers of what only Concourse knows. */
  private static final int[] CONCOURSE = {2, 3, 4, 7, 8, 12, 14, 15};

  private final Draft draft;

  private Altered(Draft draft) {
    this.draft = draft;
  }

  /** A case by its name, {@code hung-claim-1-…}. */
  public static Altered of(String name) {
    return new Altered(new Draft(CorpusCase.named(name).evidence()));
  }

  /** The first build of the case. */
  public Build build() {
    return draft.pipeline.value().orElseThrow().builds().getFirst();
  }

  /** The first build of the case is in another state now. */
  public Altered is(Build.Status status) {
    return builds(
        builds -> {
          var it = builds.getFirst();
          var end = status.isOpen() ? it.endedAt() : Optional.of(draft.at);
          var now =
              new Build(it.id(), it.ref(), status, it.startedAt(), end, it.startedBy(), it.run());
          return Stream.concat(Stream.of(now), builds.stream().skip(1)).toList();
        });
  }

  public Altered builds(UnaryOperator<List<Build>> change) {
    var now = draft.pipeline.value().orElseThrow();
    draft.pipeline =
        draft.known(
            Source.CONCOURSE,
            new PipelineState(
                now.paused(),
                now.pausedBy(),
                now.archived(),
                now.jobs(),
                change.apply(now.builds()),
                now.createdBefore()));
    return this;
  }

  public Altered place(PoolLock.Place place) {
    var now = draft.lock.value().orElseThrow();
    draft.lock =
        draft.known(
            Source.LOCK_REPOSITORY,
            new PoolLock(now.pool(), now.name(), place, now.tip(), now.moved(), now.history()));
    return this;
  }

  /** No commit of the lock is known. */
  public Altered withoutCommits() {
    var now = draft.lock.value().orElseThrow();
    draft.lock =
        draft.known(
            Source.LOCK_REPOSITORY,
            new PoolLock(
                now.pool(),
                now.name(),
                now.place(),
                now.tip(),
                Optional.empty(),
                List.<LockCommit>of()));
    return this;
  }

  public Altered heldBy(HolderBuild holder) {
    draft.holder = draft.known(Source.CONCOURSE, holder);
    return this;
  }

  /** The container of the first build's claim is there, on the worker of this name. */
  public Altered claimContainerOn(String worker) {
    var build = build();
    return containers(
        List.of(
            new Container(
                "2f6f1c52",
                "main",
                worker,
                "created",
                "put",
                "pipeline-pool",
                Optional.of(build.id()),
                Optional.of("create-cloudfoundry"),
                Optional.of("pipeline-lock"))));
  }

  public Altered containers(List<Container> containers) {
    draft.containers = draft.known(Source.CONCOURSE, containers);
    return this;
  }

  public Altered instances(UnaryOperator<List<Instance>> change) {
    draft.instances = draft.known(Source.BOSH, change.apply(draft.instances.value().orElseThrow()));
    return this;
  }

  public Altered unread(Unread what) {
    var kind = RemoteFailure.Kind.UNREACHABLE;
    switch (what) {
      case LOCK -> draft.lock = draft.unread(Source.LOCK_REPOSITORY, kind);
      case HOLDER -> draft.holder = draft.unread(Source.CONCOURSE, kind);
      case PIPELINE -> draft.pipeline = draft.unread(Source.CONCOURSE, kind);
      case CONTAINERS -> draft.containers = draft.unread(Source.CONCOURSE, kind);
      case INSTANCES -> draft.instances = draft.unread(Source.BOSH, kind);
    }
    return this;
  }

  /** How many things only Concourse knows. */
  public static final int TOLD_BY_CONCOURSE = CONCOURSE.length;

  /** Concourse answers nothing, for this reason. */
  public Altered concourseIs(RemoteFailure.Kind kind) {
    for (int fact : CONCOURSE) {
      draft.unread(fact, kind);
    }
    return this;
  }

  /** One thing that only Concourse knows, by its number, fails for this reason. */
  public Altered concourseFailsAt(int which, RemoteFailure.Kind kind) {
    draft.unread(CONCOURSE[which], kind);
    return this;
  }

  /** Concourse answers nothing but one thing, by its number. */
  public Altered concourseTellsOnly(int which, RemoteFailure.Kind kind) {
    for (int i = 0; i < CONCOURSE.length; i++) {
      if (i != which) {
        draft.unread(CONCOURSE[i], kind);
      }
    }
    return this;
  }

  /** BOSH's tasks cannot be read. */
  public Altered withoutTasks() {
    draft.unread(9, RemoteFailure.Kind.UNREACHABLE);
    return this;
  }

  /** Nor can the Director's own locks. */
  public Altered withoutDirectorLocks() {
    draft.unread(10, RemoteFailure.Kind.UNREACHABLE);
    return this;
  }

  /** BOSH works on something. */
  public Altered tasks(List<DirectorTask> tasks) {
    draft.tasks = draft.known(Source.BOSH, tasks);
    return this;
  }

  /** The VMs that carry the web node carry nothing else. */
  public Altered webIsBare() {
    return instances(
        all -> all.stream().map(it -> it.id().equals(WEB) ? Altered.bare(it) : it).toList());
  }

  private static Instance bare(Instance it) {
    return new Instance(
        it.id(),
        it.index(),
        it.cid(),
        it.wanted(),
        it.jobState(),
        it.ignored(),
        it.az(),
        it.ips(),
        it.vmType(),
        it.active(),
        it.stemcell(),
        it.vmCreatedAt(),
        List.of(new Instance.Process("web", "running")),
        it.expectsVm());
  }

  public Evidence evidence() {
    return draft.evidence();
  }
}
