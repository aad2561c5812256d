package pipelinelock.evidence.voice;

import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.wording.Sign;

/**
 * An event in plain English for a status page: no names, no numbers, no words of people or remotes
 * but the environment's name. That deployments work again is said only of an end whose last look
 * saw it.
 */
public final class PublicSentence {
  private PublicSentence() {}

  /** Empty for an event that changes nothing for those outside. */
  public static Optional<String> of(Incident incident, IncidentEvent event) {
    var where = incident.environment().value();
    return switch (event) {
      case IncidentEvent.Requested _ ->
          Optional.of(
              "Deployments to %s are delayed. Engineers have proposed a fix, which colleagues are checking now."
                  .formatted(where));
      case IncidentEvent.Started _ -> Optional.of(started(incident.request().plan(), where));
      case IncidentEvent.TaskAccepted _ ->
          Optional.of(
              "Deployments to %s are delayed while we restart a server of the deployment system. This can take up to an hour."
                  .formatted(where));
      case IncidentEvent.StepEnded(var step, var outcome, var _) ->
          ended(incident, incident.step(step), outcome);
      case IncidentEvent.CancelAsked _ ->
          Optional.of(
              "We are stopping the work on %s. Deployments may still be delayed.".formatted(where));
      case IncidentEvent.Rejected _, IncidentEvent.Withdrawn _, IncidentEvent.Expired _ ->
          Optional.of(
              "The proposed fix for %s was not started, and nothing was changed. Deployments may still be delayed."
                  .formatted(where));
      case IncidentEvent.Lapsed _ ->
          Optional.of(
              "The situation on %s has changed, so the proposed fix was not started. Engineers are looking at it again."
                  .formatted(where));
      case IncidentEvent.Ended(var outcome, var _, var _, var headline) ->
          Optional.of(end(outcome, headline.flatMap(Sign::leading), where));
      case IncidentEvent.Approved _,
          IncidentEvent.Revoked _,
          IncidentEvent.Reminded _,
          IncidentEvent.GlassBroken _,
          IncidentEvent.ReviewReminded _,
          IncidentEvent.Reviewed _,
          IncidentEvent.CardChanged _,
          IncidentEvent.StepIntended _,
          IncidentEvent.AnswerLost _,
          IncidentEvent.TaskSaid _,
          IncidentEvent.TaskEnded _,
          IncidentEvent.Noted _,
          IncidentEvent.NoteAdded _ ->
          Optional.empty();
    };
  }

  private static boolean pauses(Plan plan) {
    return plan.steps().stream().anyMatch(Step.PauseJob.class::isInstance);
  }

  /** A pause is a plan here: it may have no effect. */
  private static String started(Plan plan, String where) {
    return pauses(plan)
        ? "We have started to fix deployments to %s. We will pause new deployments meanwhile."
            .formatted(where)
        : "We have started to fix deployments to %s.".formatted(where);
  }

  private static Optional<String> ended(Incident incident, Step step, StepOutcome outcome) {
    var where = incident.environment().value();
    if (outcome == StepOutcome.FAILED) {
      return Optional.of(
          "A part of the fix for %s did not work as planned. Engineers are looking at it; deployments are still delayed."
              .formatted(where));
    }
    if (outcome != StepOutcome.DONE) {
      return Optional.empty();
    }
    return switch (step) {
      case Step.Recreate _ ->
          Optional.of(
              "A server of the deployment system of %s has been restarted. The work goes on; deployments are still delayed."
                  .formatted(where));
      case Step.ReleaseLock _, Step.GiveBack _, Step.ReleaseAgain _ ->
          Optional.of(
              "What blocked deployments to %s has been removed. We are checking whether they work again."
                  .formatted(where));
      case Step.StartDeployment _ ->
          Optional.of(
              "We have started a deployment to %s and are watching whether it goes through."
                  .formatted(where));
      case Step.PauseJob _,
          Step.AbortBuild _,
          Step.ReadLock _,
          Step.Verify _,
          Step.UnpauseJob _,
          Step.UnpausePipeline _,
          Step.LookAgain _,
          Step.FollowDeployment _,
          Step.FollowRun _ ->
          Optional.empty();
    };
  }

  /**
   * The last word.
   *
   * @param seen what the look at the end saw of the platform; empty where there was none
   */
  private static String end(Outcome outcome, Optional<Sign> seen, String where) {
    if (seen.isEmpty()) {
      return outcome == Outcome.COMPLETED
          ? "The planned work on %s is finished. We are checking whether deployments work again."
              .formatted(where)
          : "The work on %s stopped before its end. Deployments may still be delayed; engineers are looking at it."
              .formatted(where);
    }
    return switch (seen.get()) {
      case GO -> "Deployments to %s are possible again; we have checked it.".formatted(where);
      case BUSY ->
          "A deployment to %s is under way again. We are watching whether it goes through."
              .formatted(where);
      case CARE ->
          "The work on %s is finished, but deployments cannot be relied on yet. Engineers are looking at it."
              .formatted(where);
      case STOP ->
          "Deployments to %s are still blocked. Engineers are working on it.".formatted(where);
      case UNKNOWN ->
          "The work on %s has ended. It is not known yet whether deployments work again; we are checking."
              .formatted(where);
    };
  }
}
