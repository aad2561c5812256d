package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;

/** Evidence whose pipeline could be read, and the plain questions that a judgement asks of it. */
record Scene(Evidence evidence, PipelineState pipeline) {
  /**
   * A claim that waits prints a dot each 10 s; one that has printed none for this long does not.
   */
  static final Duration DOTS_ARE_FRESH = Duration.ofSeconds(60);

  LockedPipeline names() {
    return evidence.environment().pipeline();
  }

  Thresholds thresholds() {
    return evidence.environment().thresholds();
  }

  Optional<PoolLock> lock() {
    return evidence.lock().value();
  }

  /** How long ago, by the bot's clock; never negative, though clocks differ. */
  Duration age(Instant then) {
    Duration age = Duration.between(then, evidence.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  boolean isOlder(Instant then, Duration limit) {
    return age(then).compareTo(limit) >= 0;
  }

  List<Build> open(String job, Build.Status status) {
    return pipeline.open(job).stream().filter(build -> build.status() == status).toList();
  }

  List<Build> lockBuilds(Build.Status status) {
    return open(names().lockJob(), status);
  }

  List<Build> unlockBuilds(Build.Status status) {
    return open(names().unlockJob(), status);
  }

  List<Build> pathBuilds(Build.Status status) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == status && names().isPathJob(build.ref().job()))
        .toList();
  }

  /** Open builds of the pipeline that belong to no run: timers, operators' jobs. */
  List<Build> builtBeside(Build.Status status) {
    return pipeline.builds().stream()
        .filter(build -> build.status() == status)
        .filter(build -> !isOfTheRun(build.ref().job()))
        .toList();
  }

  boolean isOfTheRun(String job) {
    return job.equals(names().lockJob())
        || job.equals(names().unlockJob())
        || names().isPathJob(job);
  }

  boolean isLockJob(Build build) {
    return build.ref().pipeline().equals(names().name())
        && build.ref().job().equals(names().lockJob());
  }

  List<Build> foreignBuilds() {
    return evidence.otherBuilds().value().orElse(List.of()).stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .toList();
  }

  /** Started builds of all pipelines. */
  List<Build> allStarted() {
    return evidence.started();
  }

  Optional<BuildActivity> activity(Build build) {
    return known(evidence.activity(), build);
  }

  Optional<Preparation> preparation(Build build) {
    return known(evidence.preparation(), build);
  }

  private static <T> Optional<T> known(Map<Long, Fact<T>> facts, Build build) {
    return Optional.ofNullable(facts.get(build.id())).flatMap(Fact::value);
  }

  /** When the build last gave a sign of life: its newest event, or its start. */
  Optional<Instant> lastSign(Build build) {
    return evidence.lastSign(build);
  }

  /** Whether a build gave no sign of life for this long; one that cannot be told is not silent. */
  boolean isSilentFor(Build build, Duration limit) {
    return activity(build).isPresent()
        && lastSign(build).map(sign -> isOlder(sign, limit)).orElse(false);
  }

  /** Open for longer than a lock build may be, and without a sign of life for too long. */
  boolean isHung(Build build) {
    return build.startedAt().map(start -> isOlder(start, thresholds().claim())).orElse(false)
        && isSilentFor(build, thresholds().silence());
  }

  Instant pendingSince(Build build) {
    return Optional.ofNullable(evidence.pendingSince().get(build.id())).orElse(evidence.at());
  }

  boolean isPendingTooLong(Build build) {
    return isOlder(pendingSince(build), thresholds().pending());
  }

  boolean isJobPaused(String job) {
    return pipeline.job(job).map(Job::paused).orElse(false);
  }

  /** Whether a pause holds this pending build back, by what the pipeline or the build says. */
  boolean isHeldByPause(Build build) {
    return pipeline.paused()
        || isJobPaused(build.ref().job())
        || preparation(build).map(p -> p.pausedPipeline() || p.pausedJob()).orElse(false);
  }

  Verdict.Paused paused(String job, List<Build> failed) {
    if (pipeline.paused()) {
      return new Verdict.Paused(Optional.empty(), pipeline.pausedBy(), failed);
    }
    return new Verdict.Paused(Optional.of(job), pipeline.job(job).flatMap(Job::pausedBy), failed);
  }

  /** A verdict that cannot be given, because the events of a build could not be read. */
  Verdict.Unknown eventsMissing(Build build) {
    return missing(
        "the events of " + Plain.build(build),
        Optional.ofNullable(evidence.activity().get(build.id())));
  }

  Verdict.Unknown preparationMissing(Build build) {
    return missing(
        "what " + Plain.build(build) + " waits for",
        Optional.ofNullable(evidence.preparation().get(build.id())));
  }

  private static Verdict.Unknown missing(String what, Optional<? extends Fact<?>> fact) {
    String why = fact.flatMap(f -> Missing.reason(what, f)).orElse(Missing.NOT_READ + what);
    return new Verdict.Unknown(List.of(why), Optional.empty());
  }

  static Verdict.Unknown contradiction(String what) {
    return new Verdict.Unknown(List.of(what), Optional.empty());
  }

  Verdict.Running running(List<Build> builds) {
    return new Verdict.Running(builds, List.of(), List.of(), typicalRun());
  }

  /** The median time from claim to release, by the lock's own history. */
  Optional<Duration> typicalRun() {
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
