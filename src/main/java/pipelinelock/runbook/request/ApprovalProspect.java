package pipelinelock.runbook.request;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Prospect;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;

/** Whether a person's request could ever be approved, and by which policy. */
record ApprovalProspect(Electorate electorate) {
  /** A sentence where nobody could ever let this person's request begin. */
  Optional<String> tooFew(
      EnvironmentName name, CureKind kind, ApprovalPolicy policy, Person person) {
    var requester =
        policy.required().requesterCounts() ? electorate.person(person.id(), policy) : person;
    var ballot = Ballot.askedBy(requester, policy);
    return Prospect.of(ballot, electorate) == Prospect.TOO_FEW
        ? Optional.of(
            "It could never be approved: it needs %s besides you, and the policy of %s names fewer people whose approval counts. `/pipeline-lock who %s %s` shows who they are, and why the others do not count. Ask somebody who is not an approver to request it, or have approvers added in the bot's configuration."
                .formatted(
                    ballot.missing() == 1 ? "1 person" : ballot.missing() + " people",
                    name,
                    name,
                    kind.word()))
        : Optional.empty();
  }

  /** Where the request may be a yes, it is so for an approver only: who asks is looked up. */
  ApprovalPolicy askedBy(Person person, ApprovalPolicy policy) {
    return policy.required().requesterCounts()
        ? policy.askedBy(electorate.person(person.id(), policy))
        : policy;
  }
}
