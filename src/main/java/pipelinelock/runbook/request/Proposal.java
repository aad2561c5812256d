package pipelinelock.runbook.request;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Decision;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.ladder.Way;

/** The result of a request for a cure, after a look. */
public sealed interface Proposal {
  /** It cannot be asked for now. */
  record None(Decision.Refused why) implements Proposal {}

  /**
   * What people would be asked to approve.
   *
   * @param facts those behind the evidence's fingerprint
   * @param notes what they should know before, a sentence each
   * @param after the incident that it would go on with
   * @param ways how the plan compares with what could be done instead
   */
  record Possible(
      EvidenceSummary evidence,
      List<String> facts,
      Plan plan,
      ApprovalPolicy policy,
      List<String> notes,
      Optional<IncidentId> after,
      List<Way> ways)
      implements Proposal {
    public Possible {
      facts = List.copyOf(facts);
      notes = List.copyOf(notes);
      ways = List.copyOf(ways);
    }
  }
}
