package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;

/** Evidence whose pipeline could be read, and the simple questions that judges ask about it. */
public record Scene(Evidence evidence, PipelineState pipeline) {
  /**
   * A claim that waits prints a dot each 10 s; one that has printed none for this long does not.
   */
  static final Duration DOTS_ARE_FRESH = Duration.ofSeconds(60);

  private static final Duration SILENT_BUT_WELL = Duration.ofHours(1);

  /**
   * A waiting claim looks for the lock each 10 s: one that left a free lock there twice may hang.
   * The second look, which any hang needs, adds the polls that prove it.
   */
  static final Duration TWO_POLLS = Duration.ofSeconds(20);

  public LockedPipeline names() {
    return evidence.environment().pipeline();
  }

  public Thresholds thresholds() {
    return evidence.environment().thresholds();
  }

  public Optional<PoolLock> lock() {
    return evidence.lock().value();
  }

  /** Nobody holds the lock; false where there is none, or it could not be read. */
  public boolean isFree() {
    return !Judge.isLockingOff(evidence)
        && lock().map(it -> it.place() == PoolLock.Place.UNCLAIMED).orElse(false);
  }

  /** Whether Concourse holds back the dots of a claim that waits, so that its silence is none. */
  public boolean hidesDots() {
    return evidence.concourse().value().map(ConcourseVersion::redactsSecrets).orElse(false);
  }

  /**
   * Lock builds that have ended, and whose claim may still be waiting: its container is there, and
   * no commit shows that it has landed.
   */
  public List<Verdict.Catch.DeadClaim> deadClaims() {
    return lockBuilds(Build.Status.ABORTED, Build.Status.ERRORED).stream()
        .filter(build -> !hasClaimed(build))
        .flatMap(build -> claimContainer(build).stream())
        .toList();
  }

  private Optional<Verdict.Catch.DeadClaim> claimContainer(Build build) {
    return evidence.containers().value().orElse(List.of()).stream()
        .filter(Container::isKept)
        .filter(container -> container.isPutOf(names().poolResource()))
        .filter(container -> container.buildId().map(id -> id == build.id()).orElse(false))
        .findFirst()
        .map(container -> new Verdict.Catch.DeadClaim(build, container.worker()));
  }

  /**
   * The build of the pipeline that holds the lock: by the name in its claim, or, where that names
   * nobody, by its time, if one build alone can have made it.
   */
  public Optional<Build> claimant() {
    return evidence
        .holder()
        .value()
        .flatMap(told -> told instanceof HolderBuild.Unnamed ? namelessClaimant() : told.ours());
  }

  private Optional<Build> namelessClaimant() {
    return lock()
        .flatMap(PoolLock::claim)
        .filter(Claimant::isNameless)
        .flatMap(claim -> new NamelessClaim(this, claim).maker());
  }

  /** How long ago, by the bot's clock; never negative, though clocks differ. */
  public Duration age(Instant then) {
    Duration age = Duration.between(then, evidence.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  public boolean isOlder(Instant then, Duration limit) {
    return age(then).compareTo(limit) >= 0;
  }

  public List<Build> open(String job, Build.Status status) {
    return pipeline.open(job).stream().filter(build -> build.status() == status).toList();
  }

  public List<Build> lockBuilds(Build.Status status) {
    return open(names().lockJob(), status);
  }

  /**
   * Started builds that give the lock back or are about to: those of the unlock job, and an
   * operator's, of any job outside the run, once its step has begun.
   */
  public List<Build> releasing() {
    return Stream.concat(
            unlockBuilds(Build.Status.STARTED).stream(),
            builtBeside(Build.Status.STARTED).stream().filter(this::isReleasing))
        .toList();
  }

  /** Only a claim says that it waits; any other step on the pool that is open changes it. */
  private boolean isReleasing(Build build) {
    return activity(build).stream()
        .flatMap(told -> told.poolPuts().stream())
        .filter(BuildActivity.Step::isOpen)
        .anyMatch(step -> step.phase() != BuildActivity.PutPhase.WAITING);
  }

  /** Ended ones too. */
  public List<Build> lockBuilds(Build.Status one, Build.Status other) {
    return pipeline.builds().stream()
        .filter(this::isLockJob)
        .filter(build -> build.status() == one || build.status() == other)
        .toList();
  }

  /** Whether a commit that can be seen claims the lock for this build. */
  public boolean hasClaimed(Build build) {
    return lock().map(PoolLock::history).orElse(List.of()).stream()
        .map(LockCommit::claimingBuild)
        .flatMap(Optional::stream)
        .anyMatch(
            ref -> ref.job().equals(build.ref().job()) && ref.name().equals(build.ref().name()));
  }

  public List<Build> unlockBuilds(Build.Status status) {
    return open(names().unlockJob(), status);
  }

  public List<Build> pathBuilds(Build.Status status) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == status && names().isPathJob(build.ref().job()))
        .toList();
  }

  /** Started builds of a run, those that only wait for the lock left out. */
  public List<Build> runsNow() {
    return pipeline.builds().stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .filter(build -> isOfTheRun(build.ref().job()))
        .filter(build -> !isLockJob(build) || isPastItsClaim(build))
        .toList();
  }

  private boolean isPastItsClaim(Build build) {
    return activity(build)
        .map(
            told ->
                told.claim().map(step -> step.phase() == BuildActivity.PutPhase.DONE).orElse(false))
        .orElse(true);
  }

  /** Open builds of the pipeline that belong to no run: timers, operators' jobs. */
  public List<Build> builtBeside(Build.Status status) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == status)
        .filter(build -> !isOfTheRun(build.ref().job()))
        .toList();
  }

  public boolean isOfTheRun(String job) {
    return job.equals(names().lockJob())
        || job.equals(names().unlockJob())
        || names().isPathJob(job);
  }

  public boolean isLockJob(Build build) {
    return build.ref().pipeline().equals(names().name())
        && build.ref().job().equals(names().lockJob());
  }

  public List<Build> foreignBuilds() {
    return evidence.otherBuilds().value().orElse(List.of()).stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .toList();
  }

  /** Started builds of all pipelines. */
  public List<Build> allStarted() {
    return evidence.started();
  }

  public Optional<BuildActivity> activity(Build build) {
    return known(evidence.activity(), build);
  }

  public Optional<Preparation> preparation(Build build) {
    return known(evidence.preparation(), build);
  }

  private static <T> Optional<T> known(Map<Long, Fact<T>> facts, Build build) {
    return Optional.ofNullable(facts.get(build.id())).flatMap(Fact::value);
  }

  /** When the build last gave a sign of life: its newest event, or its start. */
  public Optional<Instant> lastSign(Build build) {
    return evidence.lastSign(build);
  }

  /**
   * Whether a build gave no sign of life for this long; one of which that is not known is not
   * silent.
   */
  public boolean isSilentFor(Build build, Duration limit) {
    return activity(build).isPresent()
        && lastSign(build).map(sign -> isOlder(sign, limit)).orElse(false);
  }

  /** Open for longer than a lock build may be, and without a sign of life for too long. */
  public boolean isHung(Build build) {
    return build.startedAt().map(start -> isOlder(start, thresholds().claim())).orElse(false)
        && isSilentFor(build, thresholds().silence());
  }

  /**
   * Whether the lock has been free for so long that a claim that waits would have taken it: the
   * proof of a hang, while silence is none. After a restart of the web node a healthy claim prints
   * nothing for the rest of its life, and still takes the lock.
   */
  public boolean isFreeForPolls() {
    return lock().isPresent() && isOlder(freeSince(), TWO_POLLS);
  }

  /** Longer than a claim that prints dots could take to find a free lock. */
  public boolean isFreeForLong() {
    return lock().isPresent() && isOlder(freeSince(), DOTS_ARE_FRESH);
  }

  public Instant freeSince() {
    return lock().flatMap(PoolLock::moved).map(LockCommit::at).orElse(evidence.at());
  }

  /**
   * Started builds of the pipeline that another build of it may have to wait for, as far as they
   * are well: a task may be silent for a while, but hardly for an hour.
   */
  public List<Build> before(Build waiting) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == Build.Status.STARTED && build.id() != waiting.id())
        .filter(build -> !isSilentFor(build, SILENT_BUT_WELL))
        .toList();
  }

  /** Those that are not: open, and silent for long. */
  public List<Build> silentBefore(Build waiting) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == Build.Status.STARTED && build.id() != waiting.id())
        .filter(build -> isSilentFor(build, SILENT_BUT_WELL))
        .toList();
  }

  public Instant pendingSince(Build build) {
    return Optional.ofNullable(evidence.pendingSince().get(build.id())).orElse(evidence.at());
  }

  public boolean isPendingTooLong(Build build) {
    return isOlder(pendingSince(build), thresholds().pending());
  }

  public boolean isJobPaused(String job) {
    return pipeline.job(job).map(Job::paused).orElse(false);
  }

  /** Whether a pause holds this pending build back, by what the pipeline or the build says. */
  public boolean isHeldByPause(Build build) {
    return evidence.isHeldByPause(build);
  }

  public Verdict.Paused paused(String job, List<Build> failed) {
    if (pipeline.paused()) {
      return new Verdict.Paused(Optional.empty(), pipeline.pausedBy(), failed);
    }
    return new Verdict.Paused(Optional.of(job), pipeline.job(job).flatMap(Job::pausedBy), failed);
  }

  /** A verdict that cannot be given, because the events of a build could not be read. */
  public Verdict.Unknown eventsMissing(Build build) {
    return missing(
        "the events of " + BuildNames.build(build),
        Optional.ofNullable(evidence.activity().get(build.id())));
  }

  public Verdict.Unknown preparationMissing(Build build) {
    return missing(
        "what " + BuildNames.build(build) + " waits for",
        Optional.ofNullable(evidence.preparation().get(build.id())));
  }

  private static Verdict.Unknown missing(String what, Optional<? extends Fact<?>> fact) {
    String why = fact.flatMap(f -> Missing.reason(what, f)).orElse(Missing.NOT_READ + what);
    return new Verdict.Unknown(List.of(why), Optional.empty());
  }

  public static Verdict.Unknown contradiction(String what) {
    return new Verdict.Unknown(List.of(what), Optional.empty());
  }

  public Verdict.Running running(List<Build> builds) {
    return new Verdict.Running(builds, List.of(), List.of(), typicalRun());
  }

  /** The median time from claim to release, by the lock's own history. */
  public Optional<Duration> typicalRun() {
    var history = lock().map(PoolLock::history).orElse(List.of());
    var runs = new ArrayList<Duration>();
    for (int i = 0; i + 1 < history.size(); i++) {
      var end = history.get(i);
      var start = history.get(i + 1);
      if (LockSense.releases(end) && LockSense.claims(start)) {
        runs.add(Duration.between(start.at(), end.at()));
      }
    }
    runs.removeIf(run -> !run.isPositive());
    runs.sort(null);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() / 2));
  }
}
