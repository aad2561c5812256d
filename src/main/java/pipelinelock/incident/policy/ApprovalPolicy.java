package pipelinelock.incident.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many people must approve, who they may be, and how long their approvals are valid.
 *
 * @param required how many, and what makes a yes count
 * @param panels who may approve
 * @param request what may be asked for
 * @param deadlines how long a request, an approval and a look hold
 * @param reminder present where the approvers are reminded
 * @param breakGlass present where one person may start something alone
 */
public record ApprovalPolicy(
    RequiredApprovals required,
    Panels panels,
    RequestRules request,
    Deadlines deadlines,
    Optional<Reminder> reminder,
    Optional<BreakGlass> breakGlass) {
  public ApprovalPolicy {
    int most = panels.people();
    if (panels.onlyUsers() && most < required.approvals()) {
      throw new IllegalArgumentException(
          "approvals is %d but only %d may approve: nobody could ever satisfy this policy"
              .formatted(required.approvals(), most));
    }
    boolean two = panels.second().isPresent();
    if (two && (required.approvals() < 2 || required.requesterCounts())) {
      throw new IllegalArgumentException(
          "second_approvers needs approvals of at least 2, and requester_counts off: else one person alone would decide");
    }
    if (panels.onlyUsers() && two && most < 2) {
      throw new IllegalArgumentException(
          "second_approvers names nobody but the one approver: nobody could ever satisfy this policy");
    }
    if (panels.onlyUsers() && breakGlass.filter(it -> isUnreviewable(it, panels)).isPresent()) {
      throw new IllegalArgumentException(
          "break_glass could never be reviewed by a second person: nobody else may approve");
    }
  }

  /** Whether the only approver may use break-glass, so that nobody else could review it. */
  private static boolean isUnreviewable(BreakGlass glass, Panels panels) {
    return glass.people().users().stream()
        .anyMatch(alone -> panels.accounts(alone).containsAll(panels.users()));
  }

  /** The same policy, by which nobody's request is a yes. */
  public ApprovalPolicy withoutRequester() {
    return new ApprovalPolicy(
        required.withoutRequester(), panels, request, deadlines, reminder, breakGlass);
  }

  /** The same policy as it goes for this requester: only an approver's request is a yes. */
  public ApprovalPolicy askedBy(Person requester) {
    return panels.name(requester) ? this : withoutRequester();
  }

  /**
   * The same policy as it goes for a request that the bot makes by itself: at least two people, and
   * the bot is none of them.
   *
   * @return empty where the policy names fewer people
   */
  public Optional<ApprovalPolicy> askedByTheBot() {
    var people = required.askedByTheBot();
    return panels.onlyUsers() && panels.people() < people.approvals()
        ? Optional.empty()
        : Optional.of(new ApprovalPolicy(people, panels, request, deadlines, reminder, breakGlass));
  }

  /** Whether this person may start something alone. */
  public boolean mayBreakGlass(Person person) {
    return breakGlass.filter(it -> it.people().names(person)).isPresent();
  }

  /** All user groups that the policy names. */
  public Set<String> groups() {
    return Stream.concat(
            panels.groups().stream(),
            breakGlass.stream().flatMap(it -> it.people().groups().stream()))
        .collect(toUnmodifiableSet());
  }

  /**
   * Whether who decides by this policy has met the other one too: the same people, as many or more
   * of them, asked as strictly.
   */
  boolean covers(ApprovalPolicy other) {
    return required.covers(other.required)
        && panels.cover(other.panels)
        && request.cover(other.request)
        && (breakGlass.isEmpty() || other.breakGlass.isPresent());
  }
}
