package pipelinelock.incident.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;

/**
 * Who may approve: one list of people, or two lists that must each give an approval.
 *
 * @param second if present, one approval must come from this list and another one from the first
 * @param samePeople Slack accounts that belong to the same person, who counts once
 */
public record Panels(Approvers first, Optional<Approvers> second, Set<Set<UserId>> samePeople) {
  public Panels {
    samePeople = samePeople.stream().map(Set::copyOf).collect(toUnmodifiableSet());
  }

  /** The panels that this person may stand for; none where the policy does not name them. */
  public Set<Panel> of(Person person) {
    var panels = EnumSet.noneOf(Panel.class);
    if (first.names(person)) {
      panels.add(Panel.FIRST);
    }
    if (second.filter(others -> others.names(person)).isPresent()) {
      panels.add(Panel.SECOND);
    }
    return panels;
  }

  /** Whether this person may approve, as a user or by a group. */
  public boolean name(Person person) {
    return !of(person).isEmpty();
  }

  /** Whether both accounts are one person's. */
  public boolean isSame(UserId one, UserId other) {
    return one.equals(other)
        || samePeople.stream().anyMatch(it -> it.contains(one) && it.contains(other));
  }

  /** All accounts of the person who has this one. */
  public Set<UserId> accounts(UserId one) {
    return samePeople.stream().filter(it -> it.contains(one)).findFirst().orElse(Set.of(one));
  }

  /** The users that either list names. */
  public Set<UserId> users() {
    return lists().flatMap(it -> it.users().stream()).collect(toUnmodifiableSet());
  }

  /** The user groups whose members may approve, of both lists. */
  public Set<String> groups() {
    return lists().flatMap(it -> it.groups().stream()).collect(toUnmodifiableSet());
  }

  /** Whether no group can bring in anybody else. */
  public boolean onlyUsers() {
    return lists().allMatch(Approvers::onlyUsers);
  }

  /** How many people the lists name; members of groups are not known here. */
  public int people() {
    var people = new HashSet<Set<UserId>>();
    users().forEach(user -> people.add(accounts(user)));
    return people.size();
  }

  boolean cover(Panels other) {
    return first.equals(other.first)
        && (other.second.isEmpty() || second.equals(other.second))
        && samePeople.containsAll(other.samePeople);
  }

  private Stream<Approvers> lists() {
    return Stream.concat(Stream.of(first), second.stream());
  }
}
