package pipelinelock.evidence;

import static java.util.stream.Collectors.joining;

import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.wording.Sign;

/** How an incident, its steps and their ends are called, the same in every output. */
public final class IncidentWords {
  private IncidentWords() {}

  /** The first line of a message about it: {@code 🟢 INC-1 · dev04 · Lock released}. */
  public static String head(Incident incident) {
    return sign(incident)
        .before("%s · %s · %s".formatted(incident.id(), incident.environment(), state(incident)));
  }

  /** At its end the sign of the platform, where a look found its state. */
  public static Sign sign(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> Sign.CARE;
      case Phase.Approved _, Phase.Running _ -> Sign.BUSY;
      case Phase.Closed closed ->
          closed.headline().flatMap(Sign::leading).orElseGet(() -> sign(closed.outcome()));
    };
  }

  private static Sign sign(Outcome outcome) {
    return switch (outcome) {
      case FAILED -> Sign.STOP;
      case CANCELLED -> Sign.CARE;
      case COMPLETED, REJECTED, WITHDRAWN, EXPIRED, LAPSED -> Sign.UNKNOWN;
    };
  }

  /** The state of an incident, in few words: {@code waits for approval, 1 of 2}. */
  public static String state(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> "waits for approval, " + counted(incident);
      case Phase.Approved _ when incident.breakGlass().isPresent() ->
          "started by break-glass, about to run";
      case Phase.Approved _ -> "approved, about to start";
      case Phase.Running _ when incident.cancelledBy().isPresent() -> "is being stopped";
      case Phase.Running _ ->
          incident.currentStep().isPresent()
              ? "running, step %d of %d"
                  .formatted(incident.currentStep().getAsInt() + 1, incident.steps().size())
              : "running, at its end";
      case Phase.Closed closed ->
          BreakGlassRules.isOpenForReview(incident)
              ? Sign.without(closed.state()) + ", open for review"
              : Sign.without(closed.state());
    };
  }

  /** {@code 1 of 2}. */
  public static String counted(Incident incident) {
    int needed = incident.request().policy().required().approvals();
    return "%d of %d".formatted(needed - incident.missingApprovals(), needed);
  }

  /** A step in few words, without its condition, which the whole plan shows. */
  public static String brief(Step step) {
    return switch (step) {
      case Step.PauseJob(var job) -> "pause " + job;
      case Step.AbortBuild(var _, var build) -> "abort " + build;
      case Step.Recreate recreate -> brief(recreate);
      case Step.Verify _ -> "check VMs, Concourse and lock";
      case Step.GiveBack _ -> "give the lock back, if the abort leaves it claimed";
      case Step.UnpauseJob(var job) -> "unpause " + job;
      default -> step.text();
    };
  }

  /** How it differs from the plain one is never left out: that is approved too. */
  private static String brief(Step.Recreate recreate) {
    return "recreate "
        + recreate.instance().shortForm()
        + (recreate.cid().isEmpty() ? " (it has no VM)" : "")
        + recreate.options().stream()
            .map(option -> " --" + option.text())
            .sorted()
            .collect(joining());
  }

  /** How a step ended, in few words. */
  public static String outcome(StepOutcome outcome) {
    return switch (outcome) {
      case DONE -> "done";
      case IGNORED -> "no effect, and the plan goes on";
      case NOT_NEEDED -> "not needed";
      case FAILED -> "did not work";
      case CANCELLED -> "cancelled";
    };
  }
}
