package pipelinelock.terminal;

import java.util.Collection;
import java.util.Comparator;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;

/** The exit codes of {@code status}, for scripts. 1 and 2 are reserved for errors. */
public enum ExitCode {
  /** The lock is free, or work goes on. */
  WELL(0),
  /** The evidence carries no verdict. */
  UNKNOWN(4),
  /** Somebody has to do something: it hangs, is orphaned, failed, paused or broken. */
  NEEDS_SOMEBODY(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The gravest of all: a known trouble before an unknown state. */
  public static ExitCode of(Collection<Diagnosis> diagnoses) {
    return diagnoses.stream()
        .map(it -> of(it.verdict()))
        .max(Comparator.naturalOrder())
        .orElse(WELL);
  }

  static ExitCode of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free _, Verdict.Acquiring _, Verdict.Running _, Verdict.LockingOff _ -> WELL;
      case Verdict.Unknown _ -> UNKNOWN;
      case Verdict.RunningWithoutLock _,
          Verdict.FailedRun _,
          Verdict.Paused _,
          Verdict.Orphaned _,
          Verdict.HungClaim _,
          Verdict.HungRelease _,
          Verdict.SelfDeadlock _,
          Verdict.WorkerStalled _,
          Verdict.WebStuck _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.StuckPending _,
          Verdict.BrokenPool _ ->
          NEEDS_SOMEBODY;
    };
  }
}
