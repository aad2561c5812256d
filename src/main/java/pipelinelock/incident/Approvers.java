package pipelinelock.incident;

import java.util.Set;
import pipelinelock.environment.UserId;

/**
 * People who may approve.
 *
 * @param users by name
 * @param groups ids of Slack user groups whose members may
 */
public record Approvers(Set<UserId> users, Set<String> groups) {
  public Approvers {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
    if (users.isEmpty() && groups.isEmpty()) {
      throw new IllegalArgumentException(
          "approvers must name at least one Slack user or user group: nobody could approve");
    }
  }

  boolean onlyUsers() {
    return groups.isEmpty();
  }

  boolean names(Person person) {
    return users.contains(person.id()) || groups.stream().anyMatch(person.groups()::contains);
  }
}
