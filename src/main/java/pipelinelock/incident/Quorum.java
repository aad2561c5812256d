package pipelinelock.incident;

import java.util.ArrayList;
import java.util.List;
import pipelinelock.incident.Incident.Approval;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Panel;

/** The approvals of an incident, counted against its policy. */
public record Quorum(ApprovalPolicy policy, List<Approval> approvals) {
  public Quorum {
    approvals = List.copyOf(approvals);
  }

  /** How many more people have to say yes. */
  public int missing() {
    int counted = approvals.size() + (policy.required().requesterCounts() ? 1 : 0);
    int people = Math.max(0, policy.required().approvals() - counted);
    return policy.panels().second().isPresent() ? Math.max(people, missingPanels()) : people;
  }

  /** Two people, one for each panel, even where one of them could stand for both. */
  private int missingPanels() {
    var first = of(Panel.FIRST);
    var second = of(Panel.SECOND);
    if (first.isEmpty() && second.isEmpty()) {
      return 2;
    }
    boolean onePersonForBoth = first.size() == 1 && second.equals(first);
    return first.isEmpty() || second.isEmpty() || onePersonForBoth ? 1 : 0;
  }

  private List<Approval> of(Panel panel) {
    return approvals.stream().filter(it -> it.panels().contains(panel)).toList();
  }

  /** Whether this yes brings the request nearer to its start. */
  public boolean isHelped(Approval next) {
    var more = new ArrayList<>(approvals);
    more.add(next);
    return new Quorum(policy, more).missing() < missing();
  }
}
