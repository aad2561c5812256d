package pipelinelock.incident.policy;

import java.util.Optional;

/**
 * What a policy has to ask for before a blind recreate may be approved by it: nobody can see what
 * that ends, so more people answer for it, each types the environment's name, and nobody ever does
 * it alone.
 */
public final class BlindApproval {
  /** How many people have to approve where they are all of one list. */
  public static final int PEOPLE = 3;

  private BlindApproval() {}

  /** Why nobody may approve a blind recreate by this policy, a clause; empty where they may. */
  public static Optional<String> tooWeak(ApprovalPolicy policy) {
    boolean bothLists = policy.panels().second().isPresent() && policy.required().approvals() >= 2;
    if (!bothLists && policy.required().approvals() < PEOPLE) {
      return Optional.of(
          "a blind recreate needs %d people, or one of each of two lists".formatted(PEOPLE));
    }
    if (policy.required().requesterCounts()) {
      return Optional.of("a blind recreate counts no request as an approval");
    }
    if (!policy.required().confirm().equals(Optional.of(Confirmation.TYPE_NAME))) {
      return Optional.of("a blind recreate needs the environment's name typed by each approver");
    }
    return policy.breakGlass().isPresent()
        ? Optional.of("a blind recreate has no break-glass")
        : Optional.empty();
  }
}
