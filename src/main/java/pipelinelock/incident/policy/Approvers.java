package pipelinelock.incident.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;

/**
 * People who may approve.
 *
 * @param users by name
 * @param groups ids of Slack user groups whose members may approve
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

  /** These and those. */
  public Approvers and(Approvers others) {
    return new Approvers(
        Stream.concat(users.stream(), others.users.stream()).collect(toUnmodifiableSet()),
        Stream.concat(groups.stream(), others.groups.stream()).collect(toUnmodifiableSet()));
  }

  boolean onlyUsers() {
    return groups.isEmpty();
  }

  boolean names(Person person) {
    return users.contains(person.id()) || groups.stream().anyMatch(person.groups()::contains);
  }
}
