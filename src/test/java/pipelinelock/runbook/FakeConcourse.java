package pipelinelock.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.runbook.platform.LockJob;

/**
 * A Concourse with the runbook's hung claim: pipeline-lock build 123, silent for 53 minutes. It
 * ignores aborts, and the build outlives its worker, so that every rung of a ladder is climbed.
 */
final class FakeConcourse implements PipelineReader, LockJob {
  static final long BUILD = 5190;
  static final long AGAIN = 5200;
  private static final long OTHER = 6001;

  private final InstantSource clock;
  private final Instant started;
  final List<String> acts = new ArrayList<>();
  private Status lockBuild = Status.STARTED;
  private boolean paused;
  private boolean ignoresAborts = true;
  private String otherWorker = "1f2e3d4c-gone";
  private int vmsBefore = 1;
  private int vmsAtFirst = 1;
  private boolean answers = true;
  private boolean wakesWithAVm;
  private Optional<String> deployment = Optional.empty();
  private Status deploymentIs = Status.STARTED;
  private boolean pipelinePaused;
  private Optional<String> pausedJob = Optional.empty();
  private boolean pausesAgain;
  private Optional<Instant> lastWord = Optional.empty();
  private Optional<Build> other = Optional.empty();
  private Optional<Instant> otherLastWord = Optional.empty();
  private boolean tellsOthers = true;
  private int unseenContainers = 1;
  private Optional<HolderBuild> elsewhere = Optional.empty();
  private Start startIs = Start.WELL;
  private Optional<Build> again = Optional.empty();
  private Optional<Instant> silentAgain = Optional.empty();

  FakeConcourse(InstantSource clock) {
    this.clock = clock;
    this.started = clock.instant().minus(Duration.ofMinutes(53));
  }

  /** As later versions do; what hung ends at once. */
  void heedsAborts() {
    ignoresAborts = false;
  }

  /** What comes of the start of a build. */
  enum Start {
    WELL,
    /** The login before it fails at first. */
    LEAVES_LATE,
    LOSES_THE_ANSWER,
    NEVER_ARRIVES,
    REFUSED
  }

  void startIs(Start next) {
    startIs = next;
  }

  /** The deployment that somebody started since: pipeline-lock build 124. */
  void another(Status status) {
    again = Optional.of(build("pipeline-lock", AGAIN, "124", status, clock.instant()));
  }

  /** A later one, by its number. */
  void anotherStill(Status status, String number, long id) {
    again = Optional.of(build("pipeline-lock", id, number, status, clock.instant()));
  }

  /** It has its lock, and its put never ends: from now on it says nothing any more. */
  void anotherHangs() {
    another(Status.STARTED);
    silentAgain = Optional.of(clock.instant());
  }

  void deploymentEnded() {
    deployment = Optional.empty();
  }

  void stopsAnswering() {
    answers = false;
  }

  void answersAgain() {
    answers = true;
  }

  /** It is silent until the first VM is new. */
  void isDeadUntilAVmIsNew() {
    answers = false;
    wakesWithAVm = true;
  }

  void deploymentRuns(String job) {
    deployment = Optional.of(job);
  }

  void deploymentFailed(String job) {
    deployment = Optional.of(job);
    deploymentIs = Status.FAILED;
  }

  void lockBuildIs(Status status) {
    lockBuild = status;
  }

  /** The lock build prints something. */
  void lockBuildSpeaks() {
    lastWord = Optional.of(clock.instant());
  }

  /** Its worker runs, so that a silent build looks the same as one that hangs. */
  void otherPipelineIsOnAGoodWorker() {
    otherWorker = "89f7a596-worker";
  }

  /**
   * A build of a pipeline that the lock does not protect, silent since the given moment. Its worker
   * is gone.
   */
  void otherPipelineRuns(Instant startedAt, Instant silentSince) {
    other =
        Optional.of(
            new Build(
                OTHER,
                new BuildRef("main", "smoke-tests", Optional.empty(), "run", "9"),
                Status.STARTED,
                Optional.of(startedAt),
                Optional.empty(),
                Optional.of("admin"),
                Optional.empty()));
    otherLastWord = Optional.of(silentSince);
  }

  /** A team in which the bot has no role begins to work on the web VM's worker. */
  void unseenTeamWorks() {
    unseenContainers = 9;
  }

  /** The lock turns out to be of a build that is none of this pipeline's. */
  void holderIs(HolderBuild other) {
    elsewhere = Optional.of(other);
  }

  void otherPipelineEnds() {
    other = Optional.empty();
  }

  /** The list of all pipelines' builds is not answered, everything else is. */
  void hidesOtherPipelines() {
    tellsOthers = false;
  }

  /** The other pipeline's build is listed, and its events are not shown. */
  void hidesEventsOfOtherPipelines() {
    otherLastWord = Optional.empty();
  }

  void pausesPipeline() {
    pipelinePaused = true;
  }

  void pausesJob(String job) {
    pausedJob = Optional.of(job);
  }

  /** Whatever is unpaused, somebody pauses again at once. */
  void isPausedAgainAndAgain() {
    pausesAgain = true;
  }

  /** What was aborted ends when its worker goes, as it was seen to on 7.11.2. */
  void endsWithItsWorker() {
    vmsBefore = 0;
    vmsAtFirst = 0;
  }

  /** What the loss of its worker does to a build that ignored the abort. */
  void workerIsGone() {
    answers |= wakesWithAVm;
    if (vmsBefore-- > 0) {
      return;
    }
    if (lockBuild == Status.STARTED && ignoresAborts && acts.contains("abort")) {
      lockBuild = Status.ABORTED;
    }
  }

  private void call() {
    if (!answers) {
      throw unreachable();
    }
  }

  private static RemoteFailure unreachable() {
    return new RemoteFailure(RemoteFailure.Kind.UNREACHABLE, "Concourse could not be reached");
  }

  @Override
  public ConcourseVersion version() {
    call();
    return new ConcourseVersion("7.11.2", false, Optional.empty());
  }

  @Override
  public PipelineState pipeline() {
    call();
    var builds = new ArrayList<Build>();
    builds.add(build("pipeline-lock", BUILD, "123", lockBuild));
    again.ifPresent(builds::add);
    deployment.ifPresent(job -> builds.add(build(job, 5191, "77", deploymentIs)));
    return new PipelineState(
        pipelinePaused,
        Optional.empty(),
        false,
        List.of(
            new Job("pipeline-lock", paused, Optional.empty(), Optional.empty()),
            new Job("cf-deploy", pausedJob.isPresent(), Optional.empty(), Optional.empty()),
            new Job("pipeline-unlock", false, Optional.empty(), Optional.empty())),
        builds,
        Map.of());
  }

  private Build build(String job, long id, String name, Status status) {
    return build(job, id, name, status, started);
  }

  private Build build(String job, long id, String name, Status status, Instant since) {
    return new Build(
        id,
        new BuildRef("main", "create-cloudfoundry", Optional.empty(), job, name),
        status,
        status == Status.PENDING ? Optional.empty() : Optional.of(since),
        status.isOpen() ? Optional.empty() : Optional.of(clock.instant()),
        Optional.of("admin"),
        Optional.empty());
  }

  @Override
  public HolderBuild holder(LockCommit claim) {
    call();
    if (again.filter(it -> isBy(claim, it)).isPresent()) {
      return new HolderBuild.Found(again.get());
    }
    return elsewhere.orElseGet(
        () -> new HolderBuild.Found(build("pipeline-lock", BUILD, "123", lockBuild)));
  }

  private static boolean isBy(LockCommit claim, Build build) {
    return claim.message().contains("build %s ".formatted(build.ref().name()));
  }

  @Override
  public Account account() {
    call();
    return new Account("operator", false, Map.of("main", List.of("pipeline-operator")));
  }

  /** The claim's container is there while its build is open; kept where that ends badly. */
  @Override
  public List<Container> containers() {
    call();
    return lockBuild != Status.SUCCEEDED && vmsBefore == vmsAtFirst
        ? List.of(
            new Container(
                "2f6f1c52",
                "main",
                "89f7a596-worker",
                "created",
                "put",
                "pipeline-pool",
                Optional.of(BUILD),
                Optional.of("create-cloudfoundry"),
                Optional.of("pipeline-lock")))
        : List.of();
  }

  @Override
  public BuildActivity activity(long buildId) {
    call();
    if (buildId == OTHER) {
      var last = otherLastWord.orElseThrow(() -> unreachable());
      return PipelineExamples.activity(
          buildId,
          PutPhase.NONE,
          Optional.empty(),
          Optional.of(last),
          Optional.of(otherWorker),
          Optional.empty());
    }
    if (buildId == AGAIN && silentAgain.isPresent()) {
      return PipelineExamples.activity(
          buildId,
          PutPhase.WAITING,
          silentAgain,
          silentAgain,
          Optional.of("89f7a596-worker"),
          Optional.empty());
    }
    return buildId == BUILD
        ? PipelineExamples.activity(
            buildId,
            PutPhase.WAITING,
            lastWord.or(() -> Optional.of(started)),
            lastWord.or(() -> Optional.of(started)),
            Optional.of("89f7a596-worker"),
            Optional.empty())
        : PipelineExamples.activity(
            buildId,
            PutPhase.NONE,
            Optional.empty(),
            Optional.of(clock.instant()),
            Optional.empty(),
            Optional.empty());
  }

  @Override
  public Preparation preparation(long buildId) {
    call();
    return new Preparation(buildId, false, false, false, List.of(), Map.of());
  }

  @Override
  public Optional<Boolean> lockingSwitchedOff() {
    call();
    return Optional.empty();
  }

  @Override
  public List<ResourceCheck> checks() {
    call();
    return List.of();
  }

  @Override
  public List<Build> otherBuilds() {
    call();
    if (!tellsOthers) {
      throw unreachable();
    }
    return other.stream().toList();
  }

  @Override
  public List<Worker> workers() {
    call();
    return List.of(
        PipelineExamples.worker(
            "89f7a596-worker", "running", List.of(), "2.5", Optional.of(started), 1),
        PipelineExamples.worker(
            "cd83da7e-web",
            "running",
            List.of("colocated-with-web"),
            "2.5",
            Optional.of(started),
            unseenContainers));
  }

  @Override
  public void pause() {
    call();
    acts.add("pause");
    paused = true;
  }

  @Override
  public void unpause(String job) {
    call();
    acts.add("unpause");
    if (job.equals("pipeline-lock")) {
      paused = false;
    } else {
      pausedJob = pausedJob.filter(it -> pausesAgain || !it.equals(job));
    }
  }

  @Override
  public void unpausePipeline() {
    call();
    acts.add("unpause pipeline");
    pipelinePaused = pausesAgain;
  }

  @Override
  public void abort(long buildId) {
    call();
    acts.add("abort");
    if (!ignoresAborts) {
      lockBuild = Status.ABORTED;
    }
  }

  @Override
  public Status status(long buildId) {
    call();
    return lockBuild;
  }

  @Override
  public Optional<Build> start(String job, BooleanSupplier isStillWanted) {
    call();
    if (startIs == Start.LEAVES_LATE) {
      startIs = Start.WELL;
      throw unreachable();
    }
    if (!isStillWanted.getAsBoolean()) {
      return Optional.empty();
    }
    acts.add("start");
    if (startIs == Start.REFUSED) {
      throw new RemoteFailure(RemoteFailure.Kind.FORBIDDEN, "Concourse answered 403");
    }
    if (startIs != Start.NEVER_ARRIVES) {
      another(Status.PENDING);
    }
    if (startIs == Start.WELL) {
      return again;
    }
    throw new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "Concourse did not answer within 20s");
  }
}
