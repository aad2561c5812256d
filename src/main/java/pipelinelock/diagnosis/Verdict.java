package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.InstanceId;

/** What the evidence means. Each state carries the facts that a reply has to name. */
public sealed interface Verdict {
  /**
   * Nobody holds the lock and nothing hangs.
   *
   * @param lastChange the commit that gave it back
   * @param catches why a new deployment may not get far all the same, the gravest first
   */
  record Free(Optional<LockCommit> lastChange, List<Catch> catches) implements Verdict {
    public Free {
      catches = List.copyOf(catches);
    }
  }

  /** What is wrong with a lock that is free. */
  sealed interface Catch {
    /**
     * A pause keeps every deployment from starting.
     *
     * @param job empty = the whole pipeline
     * @param by who paused, if Concourse says so
     * @param archived the pipeline has been archived: that is no pause that could be ended
     */
    record NothingStarts(Optional<String> job, Optional<String> by, boolean archived)
        implements Catch {}

    /**
     * A lock build ended, and the container of its claim is still there: its process may take the
     * lock, as one was seen to do more than four minutes later, and nobody would give it back.
     *
     * @param worker where the container lies
     */
    record DeadClaim(Build build, String worker) implements Catch {}

    /** The newest lock build ended badly just now: its claim may still be on its way to git. */
    record MayStillLand(Build build) implements Catch {}
  }

  /**
   * A lock build is on its way to the lock, and young or moving.
   *
   * @param since when it started, or was first seen pending
   * @param behind started builds of the pipeline that it waits for, where it waits its turn
   */
  record Acquiring(Build build, Instant since, List<Build> behind) implements Verdict {
    public Acquiring {
      behind = List.copyOf(behind);
    }

    /** Nothing is before it. */
    public Acquiring(Build build, Instant since) {
      this(build, since, List.of());
    }
  }

  /**
   * A deployment runs, or something else moves that a recreate would destroy.
   *
   * @param builds the open builds that show it
   * @param tasks the Director's tasks that show it
   * @param locks the Director's own locks that show it
   * @param typical how long runs took before, from claim to release
   */
  record Running(
      List<Build> builds,
      List<DirectorTask> tasks,
      List<DirectorLock> locks,
      Optional<Duration> typical)
      implements Verdict {
    public Running {
      builds = List.copyOf(builds);
      tasks = List.copyOf(tasks);
      locks = List.copyOf(locks);
    }
  }

  /**
   * A deployment runs although its run does not hold the lock.
   *
   * @param holder who holds it instead; empty = unclaimed
   */
  record RunningWithoutLock(List<Build> builds, Optional<LockCommit> holder) implements Verdict {
    public RunningWithoutLock {
      builds = List.copyOf(builds);
    }
  }

  /** The holder's run came to an end before the release; it keeps the lock by design. */
  record FailedRun(List<Build> failed, LockCommit claim) implements Verdict {
    public FailedRun {
      failed = List.copyOf(failed);
    }
  }

  /**
   * The run, or the lock job, waits for somebody to unpause.
   *
   * @param job the paused job; empty = the whole pipeline
   * @param by who paused, if Concourse says so
   * @param failed builds of the run that must be run again after that
   */
  record Paused(Optional<String> job, Optional<String> by, List<Build> failed) implements Verdict {
    public Paused {
      failed = List.copyOf(failed);
    }
  }

  /**
   * The lock is claimed, and no run will give it back.
   *
   * @param holder the claiming build; empty where the claim names none, or one that is gone
   */
  record Orphaned(LockCommit claim, Optional<Build> holder) implements Verdict {}

  /** The claiming build is open and silent for longer than it may be. */
  record HungClaim(Build build, PutPhase phase, Instant silentSince, Optional<String> worker)
      implements Verdict {}

  /** The releasing build is open and silent for longer than it may be. */
  record HungRelease(Build build, PutPhase phase, Instant silentSince, Optional<String> worker)
      implements Verdict {}

  /** The claiming build waits for the lock that it holds itself. */
  record SelfDeadlock(Build build, LockCommit claim) implements Verdict {}

  /**
   * The step of a lock build sits on a worker that is not there for it.
   *
   * @param worker Concourse's name; empty where no worker runs that could take the step
   * @param condition Concourse's or BOSH's word for its state
   * @param instances the VMs under it, as far as they are known
   */
  record WorkerStalled(
      Build build,
      Optional<String> worker,
      String condition,
      Instant silentSince,
      List<InstanceId> instances)
      implements Verdict {
    public WorkerStalled {
      instances = List.copyOf(instances);
    }
  }

  /**
   * Concourse's web node starts nothing, or does not answer while BOSH sees its VM failing.
   *
   * @param pending builds that nothing holds back; empty where the API does not answer
   * @param since when the oldest was first seen
   */
  record WebStuck(List<Build> pending, Instant since, List<InstanceId> instances)
      implements Verdict {
    public WebStuck {
      pending = List.copyOf(pending);
      instances = List.copyOf(instances);
    }
  }

  /** The run came to its release, and the release did not happen. */
  record ReleaseFailed(Build unlock, LockCommit claim) implements Verdict {}

  /**
   * All builds of the holder's run are green, and the next one does not come.
   *
   * @param job the job that should follow, if it is known
   * @param pending its build, where there is one that stays pending
   */
  record RunStalled(Optional<String> job, Optional<Build> pending, Instant since)
      implements Verdict {}

  /** A claim goes round in its loop although the lock is unclaimed. */
  record ClaimLoopsThoughFree(Build build, Instant freeSince) implements Verdict {}

  /**
   * The lock build does not start.
   *
   * @param detail the input, or the build, that is to blame
   */
  record StuckPending(Build build, Instant since, PendingCause cause, String detail)
      implements Verdict {}

  /** Why a lock build stays pending. */
  enum PendingCause {
    /** The check of an input never ends. */
    CHECK_HANGS,
    /** The check of an input ends badly: an error that a recreate does not cure. */
    CHECK_FAILS,
    /** An input has no version that fits. */
    NO_INPUT,
    /** Nothing holds it back: the scheduler does not start it. */
    SCHEDULER,
    /** An older build was aborted, and is still open. */
    ABORTED_BUILD_STAYS,
    /** It waits its turn behind a build that is open and silent. */
    BEHIND_A_SILENT_BUILD,
    /** Concourse says it waits for other builds, and shows none. */
    GHOST
  }

  /**
   * The pool is in a state in which no build can claim or release.
   *
   * @param open builds of a run that are open: the pool is not repaired under them
   */
  record BrokenPool(PoolLock.Place place, List<Build> open) implements Verdict {
    public BrokenPool {
      open = List.copyOf(open);
    }
  }

  /**
   * This environment works without the lock.
   *
   * @param open builds of a run that go on
   */
  record LockingOff(List<Build> open) implements Verdict {
    public LockingOff {
      open = List.copyOf(open);
    }
  }

  /**
   * The evidence does not carry a verdict.
   *
   * @param why one clause for each source that is missing, or for each contradiction
   * @param looksLike the title of the state that it would be otherwise
   * @param unready nobody was asked at all, as the bot lacks values of the environment's settings
   */
  record Unknown(List<String> why, Optional<String> looksLike, boolean unready) implements Verdict {
    public Unknown {
      why = List.copyOf(why);
    }

    /** Of what was asked. */
    public Unknown(List<String> why, Optional<String> looksLike) {
      this(why, looksLike, false);
    }

    /** The bot lacks what it needs to ask. */
    public static Unknown unready(String why) {
      return new Unknown(List.of(why), Optional.empty(), true);
    }
  }

  /** The state's name for people, in capitals, which also stays the same in the record. */
  default String title() {
    return switch (this) {
      case Free _ -> "FREE";
      case Acquiring _ -> "ACQUIRING";
      case Running _ -> "RUNNING";
      case RunningWithoutLock _ -> "RUNNING WITHOUT LOCK";
      case FailedRun _ -> "FAILED RUN";
      case Paused _ -> "PAUSED";
      case Orphaned _ -> "ORPHANED";
      case HungClaim _ -> "HUNG CLAIM";
      case HungRelease _ -> "HUNG RELEASE";
      case SelfDeadlock _ -> "SELF-DEADLOCK";
      case WorkerStalled _ -> "WORKER STALLED";
      case WebStuck _ -> "WEB STUCK";
      case ReleaseFailed _ -> "RELEASE FAILED";
      case RunStalled _ -> "RUN STALLED";
      case ClaimLoopsThoughFree _ -> "CLAIM LOOPS THOUGH FREE";
      case StuckPending _ -> "STUCK PENDING";
      case BrokenPool _ -> "BROKEN POOL";
      case LockingOff _ -> "LOCKING OFF";
      case Unknown v -> v.unready() ? "NOT READY" : "UNKNOWN";
    };
  }

  /** Whether it says that something hangs: such a verdict needs a second look. */
  default boolean isHung() {
    return switch (this) {
      case HungClaim _,
          HungRelease _,
          SelfDeadlock _,
          WorkerStalled _,
          WebStuck _,
          ClaimLoopsThoughFree _,
          StuckPending _ ->
          true;
      case Free _,
          Acquiring _,
          Running _,
          RunningWithoutLock _,
          FailedRun _,
          Paused _,
          Orphaned _,
          ReleaseFailed _,
          RunStalled _,
          BrokenPool _,
          LockingOff _,
          Unknown _ ->
          false;
    };
  }

  /** The build that the verdict is about, where it is about one. */
  default Optional<BuildRef> about() {
    return switch (this) {
      case Acquiring v -> Optional.of(v.build().ref());
      case HungClaim v -> Optional.of(v.build().ref());
      case HungRelease v -> Optional.of(v.build().ref());
      case SelfDeadlock v -> Optional.of(v.build().ref());
      case WorkerStalled v -> Optional.of(v.build().ref());
      case ReleaseFailed v -> Optional.of(v.unlock().ref());
      case ClaimLoopsThoughFree v -> Optional.of(v.build().ref());
      case StuckPending v -> Optional.of(v.build().ref());
      case Orphaned v -> v.holder().map(Build::ref);
      case Running v -> v.builds().stream().findFirst().map(Build::ref);
      case RunningWithoutLock v -> v.builds().stream().findFirst().map(Build::ref);
      case FailedRun v -> v.failed().stream().findFirst().map(Build::ref);
      case RunStalled v -> v.pending().map(Build::ref);
      case WebStuck v -> v.pending().stream().findFirst().map(Build::ref);
      case LockingOff v -> v.open().stream().findFirst().map(Build::ref);
      case Free _, Paused _, BrokenPool _, Unknown _ -> Optional.empty();
    };
  }
}
