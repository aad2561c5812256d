package pipelinelock.ladder;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.incident.Incident;
import pipelinelock.wording.Sign;

/**
 * The state of the platform at the end of a plan, which is what people want to know first. That
 * every step was done does not answer it.
 */
public enum PlatformState {
  /** Nothing holds the lock, and the next deployment can have it. */
  FREE,
  /** A deployment runs. */
  IN_USE,
  /** A deployment is on its way to the lock: nobody knows yet whether it will ever have it. */
  AWAITED,
  /** A deployment goes on without it. */
  UNPROTECTED,
  /** Free, and yet something keeps every deployment from starting. */
  HELD_UP,
  /** Free, and yet the claim of a build that has ended may take it before the next deployment. */
  CLAIM_LINGERS,
  /** The next deployment would wait for ever. */
  BLOCKED,
  UNKNOWN;

  /** By the look at the end. */
  public static PlatformState of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free free -> of(free.catches());
      case Verdict.Running _ -> IN_USE;
      case Verdict.Acquiring _ -> AWAITED;
      case Verdict.RunningWithoutLock _ -> UNPROTECTED;
      case Verdict.Paused _, Verdict.LockingOff _ -> HELD_UP;
      case Verdict.FailedRun _,
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
          BLOCKED;
      case Verdict.Unknown _ -> UNKNOWN;
    };
  }

  private static PlatformState of(List<Verdict.Catch> catches) {
    if (catches.stream().anyMatch(Verdict.Catch.NothingStarts.class::isInstance)) {
      return HELD_UP;
    }
    return catches.stream().anyMatch(Verdict.Catch.DeadClaim.class::isInstance)
        ? CLAIM_LINGERS
        : FREE;
  }

  public Sign sign() {
    return switch (this) {
      case FREE -> Sign.GO;
      case IN_USE, AWAITED -> Sign.BUSY;
      case UNPROTECTED, HELD_UP, CLAIM_LINGERS -> Sign.CARE;
      case BLOCKED -> Sign.STOP;
      case UNKNOWN -> Sign.UNKNOWN;
    };
  }

  /**
   * A few words for the head of the last message, behind their sign: {@code 🟢 Lock released, no VM
   * recreated}.
   */
  public String headline(Incident incident) {
    return sign().before(words(incident));
  }

  private String words(Incident incident) {
    var climbed = new LadderProgress(incident);
    var followed = new Followed(incident);
    String lock = climbed.released() ? "Lock released" : "Lock free";
    var vms = vms(incident, climbed);
    return switch (this) {
      case FREE ->
          (followed.isThrough() ? "The deployment went through" : lock)
              + vms.map(it -> ", " + it).orElse("");
      case IN_USE ->
          (followed.isThrough() ? "The deployment went through" : "A deployment runs again")
              + vms.map(it -> ", " + it).orElse("");
      case AWAITED ->
          (followed.isThrough()
                  ? "The deployment went through"
                  : followed.hasClaimed()
                      ? "A deployment runs again"
                      : "A deployment is on its way to the lock")
              + vms.map(it -> ", " + it).orElse("");
      case UNPROTECTED -> "Careful: a deployment runs without the lock";
      case HELD_UP -> lock + ", but nothing can start";
      case CLAIM_LINGERS -> lock + ", but the claim of an ended build may still take it";
      case BLOCKED ->
          followed.broken().isPresent()
              ? "Blocked again: the deployment did not come through"
              : did(climbed, vms) + ", deployments still blocked";
      case UNKNOWN -> did(climbed, vms) + ", whether deployments are blocked is unknown";
    };
  }

  private static String did(LadderProgress climbed, Optional<String> vms) {
    String did =
        climbed.released()
            ? "Lock released"
            : vms.orElse(climbed.aborted() ? "Build aborted" : "All steps done");
    return did.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + did.substring(1);
  }

  private static Optional<String> vms(Incident incident, LadderProgress climbed) {
    int planned = incident.request().plan().recreates().size();
    int done = climbed.recreated().size();
    if (planned == 0) {
      return Optional.empty();
    }
    return Optional.of(
        done == 0
            ? "no VM recreated"
            : done == planned
                ? (done == 1 ? "VM recreated" : "VMs recreated")
                : "%d of %d VMs recreated".formatted(done, planned));
  }
}
