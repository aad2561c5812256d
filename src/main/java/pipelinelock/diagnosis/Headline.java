package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.vm.DirectorLock;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/** The verdict in one line of plain words. */
final class Headline {
  private final Evidence evidence;

  Headline(Evidence evidence) {
    this.evidence = evidence;
  }

  /** {@code HUNG CLAIM: the lock is claimed by pipeline-lock build 123, whose claim step …}. */
  String of(Verdict verdict) {
    return verdict instanceof Verdict.Free(var _, var catches) && !catches.isEmpty()
        ? verdict.title() + but(catches.getFirst())
        : verdict.title() + ": " + words(verdict);
  }

  private String but(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts(var job, var by, var archived) ->
          archived
              ? ", but nothing can start: the pipeline is archived"
              : ", but nothing can start: %s is paused%s".formatted(jobOrPipeline(job), byWhom(by));
      case Verdict.Catch.DeadClaim(var build, var _) ->
          ", but a dead claim is still waiting: %s %s, and the container of its claim is still there"
              .formatted(BuildNames.build(build), ended(build));
      case Verdict.Catch.MayStillLand(var build) ->
          ", but a claim may still land: %s %s".formatted(BuildNames.build(build), ended(build));
    };
  }

  /** It is not on its way to anything that is of use to anybody. */
  private String aborted(Build build, AskedAbort abort) {
    return "%s was aborted for %s %s ago, and is still open%s"
        .formatted(
            BuildNames.build(build),
            abort.incident(),
            age(abort.at()),
            build.status() == Build.Status.STARTED
                ? "; if it takes the lock, it ends and leaves it claimed"
                : "");
  }

  private static String end(Build build) {
    return switch (build.status()) {
      case ABORTED -> "was aborted";
      case FAILED, ERRORED -> build.status().text();
      case SUCCEEDED -> "has ended";
      case PENDING, STARTED -> "is open";
    };
  }

  private String ended(Build build) {
    String how = end(build);
    return how + build.endedAt().map(end -> " " + age(end) + " ago").orElse("");
  }

  private static String jobOrPipeline(Optional<String> job) {
    return job.map(name -> "job " + Outside.name(name)).orElse("the pipeline");
  }

  private static String byWhom(Optional<String> by) {
    return by.map(who -> " by " + Outside.name(who)).orElse("");
  }

  String of(Verdict verdict, Instant lookAgain) {
    return "%s: it looks as if %s; one look so far, look again after %s"
        .formatted(verdict.title(), words(verdict), UtcTime.of(lookAgain, evidence.at()));
  }

  private String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free free ->
          "nobody holds the lock"
              + free.lastChange()
                  .map(change -> "; it last changed " + age(change.at()) + " ago")
                  .orElse("");
      case Verdict.Acquiring v when evidence.abortOf(v.build()).isPresent() ->
          aborted(v.build(), evidence.abortOf(v.build()).orElseThrow());
      case Verdict.Acquiring v ->
          v.behind().isEmpty()
              ? "%s has been on its way to the lock for %s"
                  .formatted(BuildNames.build(v.build()), age(v.since()))
              : "%s has been waiting its turn behind %s for %s"
                  .formatted(
                      BuildNames.build(v.build()), BuildNames.builds(v.behind()), age(v.since()));
      case Verdict.Running v -> running(v);
      case Verdict.RunningWithoutLock v ->
          "%s, but %s"
              .formatted(
                  withoutLock(v.builds()),
                  v.holder()
                      .map(c -> "the lock is held by " + by(c))
                      .orElse("nobody holds the lock"));
      case Verdict.FailedRun v ->
          "the run that holds the lock stopped: %s %s"
              .formatted(BuildNames.build(v.failed().getFirst()), end(v.failed().getFirst()));
      case Verdict.Paused v -> "%s is paused%s".formatted(jobOrPipeline(v.job()), byWhom(v.by()));
      case Verdict.Orphaned v -> orphaned(v);
      case Verdict.HungClaim v -> hungClaim(v);
      case Verdict.HungRelease v ->
          "%s should give the lock back, but has printed nothing for %s"
              .formatted(BuildNames.build(v.build()), silence(v.silentSince()));
      case Verdict.SelfDeadlock v ->
          "%s has been waiting for %s for the lock that it holds itself"
              .formatted(BuildNames.build(v.build()), age(v.claim().at()));
      case Verdict.WorkerStalled v ->
          "%s needs %s, which is %s"
              .formatted(
                  BuildNames.build(v.build()),
                  v.worker().map(w -> "worker " + Outside.name(w)).orElse("a worker without tags"),
                  Outside.name(v.condition()));
      case Verdict.WebStuck v -> webStuck(v);
      case Verdict.ReleaseFailed v ->
          "%s ended (%s), but the lock was not given back"
              .formatted(BuildNames.build(v.unlock()), v.unlock().status().text());
      case Verdict.RunStalled v -> runStalled(v);
      case Verdict.ClaimLoopsThoughFree v ->
          "%s keeps waiting for a lock that has been free for %s"
              .formatted(BuildNames.build(v.build()), age(v.freeSince()));
      case Verdict.StuckPending v ->
          "%s has been waiting to start for %s: %s"
              .formatted(BuildNames.build(v.build()), age(v.since()), cause(v));
      case Verdict.BrokenPool v ->
          "the lock is in %s of the pool%s"
              .formatted(
                  v.place() == PoolLock.Place.BOTH ? "both folders" : "neither folder",
                  v.open().isEmpty()
                      ? ""
                      : ", while %s is open".formatted(BuildNames.builds(v.open())));
      case Verdict.LockingOff v ->
          "this environment works without the lock"
              + (v.open().isEmpty() ? "" : "; " + BuildNames.builds(v.open()) + " is open");
      case Verdict.Unknown v ->
          v.looksLike().map(like -> "it may be " + like + ", but ").orElse("")
              + (v.why().isEmpty() ? "the evidence is incomplete" : v.why().getFirst());
    };
  }

  private String age(Instant then) {
    Duration age = Duration.between(then, evidence.at());
    return Span.of(age);
  }

  /** {@code 53 min (limit 10 min)}. */
  private String silence(Instant since) {
    return "%s (limit %s)"
        .formatted(age(since), Span.of(evidence.environment().thresholds().silence()));
  }

  /** Who a commit names, or else who wrote it. */
  static String by(LockCommit commit) {
    return commit
        .claimingBuild()
        .map(BuildNames::build)
        .orElseGet(
            () ->
                commit
                    .person()
                    .map(author -> "a commit of " + Outside.name(author))
                    .orElse("a commit that names nobody"));
  }

  private String running(Verdict.Running v) {
    var parts = new ArrayList<String>();
    if (!v.builds().isEmpty()) {
      parts.add(builds(v.builds()));
    }
    v.tasks().stream()
        .limit(3)
        .map(
            task ->
                "BOSH task %d %s"
                    .formatted(
                        task.id(),
                        task.deployment()
                            .map(d -> "is working on " + Outside.name(d))
                            .orElse("is running")))
        .forEach(parts::add);
    if (v.tasks().isEmpty()) {
      v.locks().stream().limit(3).map(this::left).forEach(parts::add);
    }
    return parts.isEmpty() ? "a deployment goes on" : String.join("; ", parts);
  }

  /** Of a task whose process was killed the lock stays until it lapses, four minutes at most. */
  private String left(DirectorLock lock) {
    return "no BOSH task is running, but its lock on %s is still held%s%s"
        .formatted(
            Outside.name(lock.resource()),
            lock.taskId().map(id -> ", most likely by task " + id + ", which died").orElse(""),
            lock.expires().map(at -> "; it lapses at " + UtcTime.of(at, evidence.at())).orElse(""));
  }

  private String builds(List<Build> builds) {
    Build first = builds.getFirst();
    String name = name(first);
    boolean one = builds.size() == 1;
    String more = one ? "" : " and " + (builds.size() - 1) + " more";
    String state =
        switch (first.status()) {
          case STARTED ->
              (one ? "has" : "have")
                  + " been running"
                  + first.startedAt().map(start -> " for " + age(start)).orElse("");
          case PENDING -> (one ? "is" : "are") + " waiting to start";
          case SUCCEEDED, FAILED, ERRORED, ABORTED -> "just ended, and the next job is due";
        };
    return name + more + " " + state;
  }

  /** Pending is not running: such a build has not begun. */
  private static String withoutLock(List<Build> builds) {
    var started = builds.stream().filter(it -> it.status() == Build.Status.STARTED).toList();
    if (builds.stream().noneMatch(Build::isOpen)) {
      return "a run is between two jobs (%s ended just now)".formatted(BuildNames.builds(builds));
    }
    return started.isEmpty()
        ? BuildNames.builds(builds) + (builds.size() == 1 ? " is" : " are") + " about to start"
        : BuildNames.builds(started) + (started.size() == 1 ? " is running" : " are running");
  }

  /** A build of another pipeline by that pipeline's name too. */
  private String name(Build build) {
    var ours = evidence.environment().pipeline();
    boolean isForeign =
        !build.ref().pipeline().equals(ours.name()) || !build.ref().team().equals(ours.team());
    return isForeign ? BuildNames.foreign(build) : BuildNames.build(build);
  }

  private String orphaned(Verdict.Orphaned v) {
    if (v.holder().isPresent()) {
      Build holder = v.holder().get();
      return "the lock is claimed by %s, which %s".formatted(name(holder), end(holder));
    }
    return v.claim()
        .claimingBuild()
        .map(
            ref ->
                "the lock is claimed by %s, which is gone%s"
                    .formatted(BuildNames.build(ref), givenAgain()))
        .orElseGet(
            () ->
                "the lock is claimed by %s: '%s'"
                    .formatted(by(v.claim()), Outside.name(v.claim().subject())));
  }

  private String givenAgain() {
    return evidence.holder().value().orElse(new HolderBuild.Nobody())
                instanceof HolderBuild.Gone(var _, var namesake)
            && namesake.isPresent()
        ? ": its number has been given again to a build that began after the claim"
        : "";
  }

  private String hungClaim(Verdict.HungClaim v) {
    boolean claimed =
        evidence.lock().value().map(l -> l.place() == PoolLock.Place.CLAIMED).orElse(false);
    String who = v.phase() == PutPhase.NONE ? "it" : "its claim";
    return claimed
        ? "%s holds the lock, and %s has printed nothing for %s"
            .formatted(BuildNames.build(v.build()), who, silence(v.silentSince()))
        : "the lock is free, but %s does not take it, and %s has printed nothing for %s"
            .formatted(BuildNames.build(v.build()), who, silence(v.silentSince()));
  }

  private String webStuck(Verdict.WebStuck v) {
    return v.pending().isEmpty()
        ? "Concourse does not answer, and BOSH says that its web VM is failing"
        : "%s has been waiting to start for %s, and nothing holds it back"
            .formatted(BuildNames.builds(v.pending()), age(v.since()));
  }

  private String runStalled(Verdict.RunStalled v) {
    String job = v.job().map(j -> "job " + Outside.name(j)).orElse("the next job");
    return v.pending()
        .map(b -> BuildNames.build(b) + " has been waiting to start for " + age(v.since()))
        .orElseGet(
            () -> "%s has been due for %s and has not started".formatted(job, age(v.since())));
  }

  private static String cause(Verdict.StuckPending v) {
    String what = Outside.name(v.detail());
    return switch (v.cause()) {
      case CHECK_HANGS -> "the check of " + what + " hangs";
      case CHECK_FAILS -> "the check of " + what + " ends badly";
      case NO_INPUT -> "input " + what;
      case SCHEDULER -> "nothing holds it back";
      case ABORTED_BUILD_STAYS -> what + " was aborted, but stays open";
      case BEHIND_A_SILENT_BUILD -> "it waits its turn behind " + what + ", which is silent";
      case GHOST -> "it waits for builds that Concourse does not show";
    };
  }
}
