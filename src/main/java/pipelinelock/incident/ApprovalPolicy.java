package pipelinelock.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.vm.RecreateOption;

/**
 * How many people, who they may be, and how long their word holds.
 *
 * @param approvals how many different people must say yes
 * @param requesterCounts whether the request is the first of these yeses
 * @param approvers Slack users who may approve
 * @param approverGroups ids of Slack user groups whose members may approve
 * @param requestExpires from the request on; later approvals are refused
 * @param executionExpires from the last approval to the start; later the request lapses
 * @param options how a recreate may differ from the plain one
 * @param minimumReason fewest characters that a reason needs; 0 = none is needed
 * @param confirm what else an approval needs to count
 */
public record ApprovalPolicy(
    int approvals,
    boolean requesterCounts,
    Set<UserId> approvers,
    Set<String> approverGroups,
    Duration requestExpires,
    Duration executionExpires,
    int minimumReason,
    Set<RecreateOption> options,
    Confirmation confirm) {
  /** Without a confirmation. */
  public ApprovalPolicy(
      int approvals,
      boolean requesterCounts,
      Set<UserId> approvers,
      Set<String> approverGroups,
      Duration requestExpires,
      Duration executionExpires,
      int minimumReason,
      Set<RecreateOption> options) {
    this(
        approvals,
        requesterCounts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        options,
        Confirmation.NONE);
  }

  /** Without any option of the recreate. */
  public ApprovalPolicy(
      int approvals,
      boolean requesterCounts,
      Set<UserId> approvers,
      Set<String> approverGroups,
      Duration requestExpires,
      Duration executionExpires,
      int minimumReason) {
    this(
        approvals,
        requesterCounts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        Set.of());
  }

  public ApprovalPolicy {
    // A record of before this field has none.
    confirm = Optional.ofNullable(confirm).orElse(Confirmation.NONE);
    options = Set.copyOf(options);
    approvers = Set.copyOf(approvers);
    approverGroups = Set.copyOf(approverGroups);
    if (approvals < 1) {
      throw new IllegalArgumentException("approvals must be at least 1, not " + approvals);
    }
    if (requesterCounts && approvals < 2) {
      throw new IllegalArgumentException(
          "requester_counts needs approvals of at least 2: else one person alone would decide");
    }
    if (approvers.isEmpty() && approverGroups.isEmpty()) {
      throw new IllegalArgumentException(
          "approvers must name at least one Slack user or user group: nobody could approve");
    }
    if (approverGroups.isEmpty() && approvers.size() < approvals) {
      throw new IllegalArgumentException(
          "approvals is %d but only %d may approve: nobody could ever satisfy this policy"
              .formatted(approvals, approvers.size()));
    }
  }

  /** The same policy with a confirmation. */
  public ApprovalPolicy with(Confirmation needed) {
    return new ApprovalPolicy(
        approvals,
        requesterCounts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        options,
        needed);
  }

  /** Whether this person is named by the policy, as a user or by a group. */
  public boolean names(Person person) {
    return approvers.contains(person.id())
        || approverGroups.stream().anyMatch(person.groups()::contains);
  }
}
