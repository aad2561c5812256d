package pipelinelock.incident.policy;

import java.util.Optional;

/**
 * How many people must approve, and what makes an approval count.
 *
 * @param approvals how many different people must approve
 * @param requesterCounts whether an approver's own request is the first of these approvals
 * @param confirm what else an approval needs to count
 */
public record RequiredApprovals(
    int approvals, boolean requesterCounts, Optional<Confirmation> confirm) {
  /** Never one person alone, as safety rule 2 has it. */
  private static final int PEOPLE = 2;

  public RequiredApprovals {
    if (approvals < 1) {
      throw new IllegalArgumentException("approvals must be at least 1, not " + approvals);
    }
    if (requesterCounts && approvals < 2) {
      throw new IllegalArgumentException(
          "requester_counts needs approvals of at least 2: else one person alone would decide");
    }
  }

  RequiredApprovals withoutRequester() {
    return new RequiredApprovals(approvals, false, confirm);
  }

  /** With the word of the bot, which is nobody's, in place of the requester's. */
  RequiredApprovals askedByTheBot() {
    return new RequiredApprovals(Math.max(PEOPLE, approvals), false, confirm);
  }

  boolean covers(RequiredApprovals other) {
    return approvals >= other.approvals
        && (!requesterCounts || other.requesterCounts)
        && (confirm.isPresent() || other.confirm.isEmpty());
  }
}
