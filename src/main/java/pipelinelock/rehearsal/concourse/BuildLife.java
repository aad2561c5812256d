package pipelinelock.rehearsal.concourse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pipelinelock.rehearsal.lock.ClaimedPool;
import pipelinelock.rehearsal.time.Agenda;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * How builds start, continue and end: by themselves, by an abort, with a web node, with a worker.
 * It follows what real Concourses 7.11.2 on containerd were observed to do. Guarded by the
 * Concourse's monitor.
 */
final class BuildLife {
  /** Of the scheduler, and of the tracker with which a new web node takes up open builds. */
  private static final Duration TICK = Duration.ofSeconds(10);

  /** How long a process has to end by itself before it is killed. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** From a new worker's registration to the end of what was aborted on the old one. */
  private static final Duration NEW_WORKER = Duration.ofSeconds(4);

  /** Until the step of a worker that is gone fails. */
  private static final Duration STREAM_BREAKS = Duration.ofMinutes(5);

  private static final String NEXT_JOB = "generate-secrets";

  private final ConcoursePipeline pipeline;
  private final ConcourseWorkers workers;
  private final ClaimedPool pool;
  private final WorldTime time;
  private final Agenda agenda;
  private final List<ClaimProcess> claims = new ArrayList<>();

  /** Started builds whose process went with its worker. */
  private final Set<ConcourseBuild> lost = new HashSet<>();

  /** Started builds that the web node itself has lost track of; a new one takes them up. */
  private final Set<ConcourseBuild> untracked = new HashSet<>();

  private Consumer<String> poolMoved = _ -> {};
  private WorldTime.Stopwatch sinceTick;

  BuildLife(
      ConcoursePipeline pipeline, ConcourseWorkers workers, ClaimedPool pool, WorldTime time) {
    this.pipeline = pipeline;
    this.workers = workers;
    this.pool = pool;
    this.time = time;
    agenda = new Agenda(time);
    sinceTick = time.start();
    var hung = pipeline.build(PipelineHistory.HUNG_BUILD);
    claims.add(ClaimProcess.frozen(hung, hung.startedAt().orElse(time.now()), time));
  }

  /** Receives each commit with which a claim takes the lock. */
  void onClaim(Consumer<String> commit) {
    poolMoved = commit;
  }

  /**
   * The process of the claim of a build, also when it is over; empty when it did not come to it.
   */
  Optional<ClaimProcess> claimOf(ConcourseBuild build) {
    return claims.reversed().stream().filter(claim -> claim.build() == build).findFirst();
  }

  /** A build of the lock job begins now, and comes to its claim. */
  void startsToWait(ConcourseBuild build, Instant since) {
    build.start(since);
    events(build).reachTheClaim(since, Duration.ZERO);
    claims.add(ClaimProcess.waiting(build, since, time));
  }

  /**
   * Acknowledged at once, whatever comes of it: on a release that ignores it, a claim goes on, and
   * nothing that the API shows has changed.
   */
  void abort(ConcourseBuild build, ConcourseRelease release) {
    if (build.isOver() || build.isAborted()) {
      return;
    }
    build.abort();
    boolean ignored = claimOf(build).isPresent() && release.ignoresAborts();
    if (build.isStarted() && !ignored && !lost.contains(build) && !untracked.contains(build)) {
      agenda.after(GRACE, () -> isStopped(build));
    }
  }

  /** What becomes of its worker is no longer known, before another web node comes. */
  void isLostTrackOf(ConcourseBuild build) {
    untracked.add(build);
  }

  /** A new web node takes up each started build, and ends those whose abort it finds noted. */
  void webComes() {
    untracked.clear();
    var started = pipeline.open().stream().filter(ConcourseBuild::isStarted).toList();
    agenda.after(
        TICK, () -> started.stream().filter(ConcourseBuild::isStarted).forEach(this::takenUp));
  }

  /** All processes on it are dead; their builds do not know that yet. */
  void workerGoes() {
    claims.forEach(ClaimProcess::ends);
    pipeline.open().stream()
        .filter(ConcourseBuild::isStarted)
        .forEach(
            build -> {
              lost.add(build);
              build.fallsSilent(time.now());
              agenda.after(STREAM_BREAKS, () -> streamBreaks(build));
            });
  }

  /** What was aborted ends soon after a new worker has come. */
  void workerComes() {
    agenda.after(
        NEW_WORKER,
        () ->
            List.copyOf(lost).stream()
                .filter(build -> build.isAborted() && !untracked.contains(build))
                .forEach(this::aborted));
  }

  void advance(boolean webIsUp) {
    List.copyOf(claims).stream()
        .filter(ClaimProcess::polls)
        .forEach(claim -> polls(claim, webIsUp));
    if (!webIsUp) {
      return;
    }
    agenda.advance();
    if (sinceTick.passed(TICK)) {
      sinceTick = time.start();
      schedule();
    }
  }

  /** The build has claimed, and its last steps start a run. */
  void goesOn(ConcourseBuild build) {
    claimOf(build).ifPresent(ClaimProcess::ends);
    lost.remove(build);
    events(build).startTheRun(PipelineHistory.run(PipelineHistory.NEXT_RUN), time.now());
    build.end("succeeded", time.now());
  }

  private void polls(ClaimProcess claim, boolean webIsUp) {
    var build = claim.build();
    boolean told = build.isStarted() && webIsUp;
    var commit = pool.isFree() ? pool.claim(build.number()) : Optional.<String>empty();
    commit.ifPresent(
        it -> {
          poolMoved.accept(it);
          claim.ends();
        });
    if (told && commit.isPresent()) {
      landed(claim, commit.get());
    } else if (told && claim.isHeard()) {
      events(build).waits(time.now());
    }
  }

  private void landed(ClaimProcess claim, String commit) {
    var build = claim.build();
    var events = events(build);
    var now = time.now();
    if (claim.isHeard()) {
      events.saysThatItClaimed(now);
    }
    if (build.isAborted()) {
      aborted(build);
      return;
    }
    if (claim.isHeard()) {
      events.claimed(commit, now);
    } else {
      events.putFails("unexpected end of JSON input", now);
    }
    goesOnToARun(build);
  }

  private void goesOnToARun(ConcourseBuild build) {
    goesOn(build);
    pipeline.begins(NEXT_JOB, time.now(), time.now());
  }

  private void isStopped(ConcourseBuild build) {
    claimOf(build).ifPresent(ClaimProcess::ends);
    aborted(build);
  }

  private void aborted(ConcourseBuild build) {
    lost.remove(build);
    if (build.isStarted()) {
      interrupted(build);
      build.end("aborted", time.now());
    }
  }

  private void interrupted(ConcourseBuild build) {
    if (claimOf(build).isPresent()) {
      events(build).interruptedAtTheClaim(time.now());
    } else {
      build.add(BuildEvent.error(ConcourseBuild.TASK, "interrupted", time.now()));
    }
  }

  private void takenUp(ConcourseBuild build) {
    var now = time.now();
    boolean wasLost = lost.remove(build);
    var claim = claimOf(build);
    if (build.isAborted()) {
      if (claim.isPresent()) {
        events(build).interruptedByTheNewWeb(now);
      } else {
        interrupted(build);
      }
      build.end("aborted", now);
    } else if (claim.isPresent()) {
      events(build).reachTheClaimAgain(now);
      attach(claim.get());
    } else {
      StepEvents.taskBegins(ConcourseBuild.TASK, build.job(), workerName(), now)
          .forEach(build::add);
      if (wasLost) {
        build.chats(now);
      }
    }
  }

  /** What lives goes on unheard. What does not is run a second time, and may wait for itself. */
  private void attach(ClaimProcess claim) {
    if (claim.isOver()) {
      claims.add(ClaimProcess.waiting(claim.build(), time.now(), time));
    } else {
      claim.isHeardNoMore();
    }
  }

  private void streamBreaks(ConcourseBuild build) {
    if (!lost.contains(build) || build.isOver() || untracked.contains(build)) {
      return;
    }
    if (build.isAborted()) {
      aborted(build);
    } else if (claimOf(build).isPresent()) {
      events(build).putFails("EOF", time.now());
      goesOnToARun(build); // its try swallows the failure, and nobody holds the lock
    } else {
      lost.remove(build);
      build.add(BuildEvent.error(ConcourseBuild.TASK, "EOF", time.now()));
      build.end("errored", time.now());
    }
  }

  /** Passes by whatever is paused, aborted builds as well. Only the lock job's builds start. */
  private void schedule() {
    for (var build : pipeline.open().reversed()) {
      if (build.isPending() && !pipeline.isPaused(build)) {
        if (build.isAborted()) {
          build.end("aborted", time.now());
        } else if (build.job().equals(PipelineHistory.LOCK_JOB) && !pipeline.isQueued(build)) {
          startsToWait(build, time.now());
        }
      }
    }
  }

  private LockBuildEvents events(ConcourseBuild build) {
    return new LockBuildEvents(
        build, workers.nameOf(ConcourseWorkers.WEB_VM).orElse(""), workerName());
  }

  private String workerName() {
    return workers.nameOf(ConcourseWorkers.WORKER_VM).orElse("");
  }
}
