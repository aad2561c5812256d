package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Person;
import pipelinelock.incident.Roster;

/** Whether those who approved may still do so at the start, and by the policy of then. */
final class ApprovalCheck {
  private ApprovalCheck() {}

  /**
   * What changed since the request, a sentence each.
   *
   * @param policy as it is configured now
   * @return empty while it cannot be told who somebody is: then nothing begins
   */
  static Optional<List<String>> changes(Incident incident, ApprovalPolicy policy, Roster roster) {
    var changes = new ArrayList<>(ofPolicy(incident.request().policy(), policy));
    for (var approval : incident.approvals()) {
      var person = roster.now(approval.by(), policy);
      if (person.standing() == Person.Standing.UNKNOWN) {
        return Optional.empty();
      }
      ofRights(person, policy, approval).ifPresent(changes::add);
    }
    if (incident.glass().isPresent()) {
      var person = roster.now(incident.glass().get().by(), policy);
      if (person.standing() == Person.Standing.UNKNOWN) {
        return Optional.empty();
      }
      if (person.standing() != Person.Standing.MEMBER || !policy.mayBreakGlass(person)) {
        changes.add(
            "%s broke the glass, and may not do so any more.".formatted(person.id().user()));
      }
    }
    return Optional.of(changes);
  }

  private static Optional<String> ofRights(
      Person person, ApprovalPolicy policy, Incident.Approval approval) {
    String user = person.id().user();
    return switch (person.standing()) {
      case MEMBER ->
          policy.panels(person).containsAll(approval.panels())
              ? Optional.empty()
              : Optional.of(
                  "%s approved, and is not among the approvers any more.".formatted(user));
      case DEACTIVATED ->
          Optional.of("%s approved, and the account is deactivated now.".formatted(user));
      case BOT, GUEST, STRANGER, UNKNOWN ->
          Optional.of("%s approved, and is no full member any more.".formatted(user));
    };
  }

  private static List<String> ofPolicy(ApprovalPolicy then, ApprovalPolicy now) {
    if (then.equals(now)) {
      return List.of();
    }
    return List.of(
        then.approvals() == now.approvals()
            ? "The approval policy was changed since the request."
            : "The approval policy was changed since the request: it wants %d approvals now."
                .formatted(now.approvals()));
  }
}
