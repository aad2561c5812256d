package pipelinelock.incident.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.Person;
import pipelinelock.wording.Span;

/** Refusals that several rules word the same way. */
final class Refusals {
  private Refusals() {}

  /** Empty for a member of the workspace. */
  static Optional<Refused> standing(Person person) {
    String who =
        switch (person.standing()) {
          case MEMBER -> "";
          case BOT -> "Bots and apps cannot decide on an incident; a person has to.";
          case GUEST -> "Guests of the workspace cannot decide on an incident; ask a full member.";
          case DEACTIVATED -> "This account is deactivated, so it cannot decide on an incident.";
          case STRANGER ->
              "Only members of this workspace can decide on an incident; ask one of them.";
          case UNKNOWN ->
              "Slack could not identify you right now, so this did not count. Try again in a moment.";
        };
    return who.isEmpty() ? Optional.empty() : Optional.of(new Refused(Code.NOT_A_MEMBER, who));
  }

  /** It is too late for that: the state of the incident by now. */
  static Refused decided(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ ->
          new Refused(Code.ALREADY_DECIDED, incident.id() + " waits for approval.");
      case Phase.Approved _ ->
          new Refused(
              Code.ALREADY_DECIDED,
              incident.id() + " has all the approvals it needs; nothing more to do.");
      case Phase.Running _ ->
          new Refused(
              Code.ALREADY_DECIDED,
              "%s was approved and is running; the thread shows its steps. To stop it: `/pipeline-lock cancel %s`."
                  .formatted(incident.id(), incident.environment()));
      case Phase.Closed(var outcome, var summary, var _, var _, var _) ->
          new Refused(
              Code.ALREADY_ENDED,
              "%s is already over: %s (%s)."
                  .formatted(incident.id(), outcome.text(), summary.replaceAll("\\.$", "")));
    };
  }

  static Refused expired(Incident incident, Instant now) {
    return new Refused(
        Code.EXPIRED,
        "%s expired %s ago, before enough people had approved. Nothing was done; request it again if it is still needed."
            .formatted(incident.id(), Span.of(Duration.between(incident.expiresAt(), now))));
  }

  static String approvals(int count) {
    return count == 1 ? "1 more approval" : count + " more approvals";
  }
}
