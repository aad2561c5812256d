package pipelinelock.rehearsal.concourse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.lock.ClaimedPool;
import pipelinelock.rehearsal.time.WorldTime;

/** What happens to the builds of a simulated Concourse past the bot, and what became of them. */
public final class ConcourseScene {
  private final SimulatedConcourse concourse;

  private ConcourseScene(SimulatedConcourse concourse) {
    this.concourse = concourse;
  }

  public static ConcourseScene of(SimulatedConcourse concourse) {
    return new ConcourseScene(concourse);
  }

  /** A Concourse whose lock is never free. */
  static SimulatedConcourse withoutALock(SimulatedConcourse.Config config, WorldTime time) {
    return new SimulatedConcourse(config, time, new NeverFree());
  }

  private static final class NeverFree implements ClaimedPool {
    @Override
    public boolean isFree() {
      return false;
    }

    @Override
    public Optional<String> claim(String build) {
      return Optional.empty();
    }
  }

  /** All that a build has written. */
  List<BuildEvent> eventsOf(int build) {
    synchronized (concourse) {
      return build(build).events(concourse.time().now());
    }
  }

  /** The status of a build, e.g. of {@link SimulatedConcourse#HUNG_BUILD}. */
  public String statusOf(int build) {
    synchronized (concourse) {
      return build(build).json().path("status").asText();
    }
  }

  public boolean isPaused(String job) {
    synchronized (concourse) {
      return concourse.pipeline().job(job).isPaused();
    }
  }

  /** Whether somebody aborted a build, which Concourse's API does not show. */
  public boolean wasAborted(int build) {
    synchronized (concourse) {
      return build(build).isAborted();
    }
  }

  /** Somebody aborts a build in Concourse itself. */
  public void isAbortedBySomebody(int build) {
    concourse.abort(build(build));
  }

  /** It has been of this release all the time. */
  public void is(ConcourseRelease release) {
    concourse.is(release);
  }

  /**
   * Build 123 has its lock and starts a run, whose given job now runs and keeps writing to its log.
   */
  public void deploymentRuns(String job) {
    synchronized (concourse) {
      var claim = build(SimulatedConcourse.HUNG_BUILD);
      if (!claim.isOver()) {
        concourse.life().goesOn(claim);
      }
      var now = concourse.time().now();
      concourse
          .pipeline()
          .begins(job, now.minus(Duration.ofMinutes(2)), now.minus(Duration.ofMinutes(1)));
    }
  }

  /** A running build ends, e.g. as {@code failed}. */
  public void ends(String job, String status) {
    synchronized (concourse) {
      concourse.pipeline().open().stream()
          .filter(build -> build.job().equals(job))
          .forEach(build -> build.end(status, concourse.time().now()));
    }
  }

  /**
   * Build 123 had its lock and started a run, which failed; since twenty minutes the claim of build
   * 124 waits behind it, and is well.
   *
   * @return the id of the build that waits
   */
  public int aClaimWaitsBehindAFailedRun() {
    synchronized (concourse) {
      concourse.life().goesOn(build(SimulatedConcourse.HUNG_BUILD));
      var now = concourse.time().now();
      concourse.pipeline().begins("generate-secrets", now.minus(Duration.ofMinutes(40)), now);
      ends("generate-secrets", "failed");
      var user = Optional.of(concourse.tokens().username());
      var waiting = concourse.pipeline().add(PipelineHistory.LOCK_JOB, user);
      concourse.life().startsToWait(waiting, now.minus(Duration.ofMinutes(20)));
      return waiting.id();
    }
  }

  /**
   * The web node has lost track of build 123: neither an abort nor the loss of its worker ends it,
   * only a new web node does.
   */
  public void webLosesTrackOfTheHungBuild() {
    synchronized (concourse) {
      concourse.life().isLostTrackOf(build(SimulatedConcourse.HUNG_BUILD));
    }
  }

  /**
   * Nothing is open any more: build 123 and all that run have ended well, and long enough ago that
   * no job of a run is due. The lock repository is another thing.
   */
  public void lockIsFree() {
    synchronized (concourse) {
      var then = concourse.time().now().minus(Duration.ofMinutes(30));
      concourse.pipeline().open().forEach(build -> endsWell(build, then));
    }
  }

  private void endsWell(ConcourseBuild build, Instant when) {
    concourse.life().claimOf(build).ifPresent(ClaimProcess::ends);
    build.end("succeeded", when);
  }

  private ConcourseBuild build(int id) {
    return concourse.pipeline().build(id);
  }
}
