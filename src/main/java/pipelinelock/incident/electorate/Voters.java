package pipelinelock.incident.electorate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;

/**
 * Everybody whom a policy names, applied to one request: the one source for the people on the
 * request card, in reminders and in {@code who}.
 *
 * @param people those who were resolved, in the order of their ids
 * @param unread ids of the groups whose members could not be read
 * @param unasked how many more people are named who were not resolved
 */
public record Voters(Ballot ballot, List<Person> people, Set<String> unread, int unasked) {
  /** Slack answers about a person about 100 times a minute. */
  private static final int MOST = 60;

  public Voters {
    people = List.copyOf(people);
    unread = Set.copyOf(unread);
  }

  /** As the electorate says now. */
  public static Voters of(Ballot ballot, Electorate electorate) {
    var roll = electorate.roll(ballot.policy());
    var people =
        roll.people().stream()
            .sorted(Comparator.comparing(UserId::toString))
            .limit(MOST)
            .map(id -> electorate.person(id, ballot.policy()))
            .toList();
    return new Voters(ballot, people, roll.unread(), roll.people().size() - people.size());
  }

  /** Those whose yes counts, each human once. */
  public List<Voter> counting() {
    var humans = new LinkedHashMap<Set<UserId>, List<Person>>();
    people.stream()
        .filter(it -> ballot.whyNot(it).isEmpty())
        .forEach(
            it -> humans.computeIfAbsent(ballot.human(it.id()), _ -> new ArrayList<>()).add(it));
    return humans.values().stream().map(this::voter).toList();
  }

  private Voter voter(List<Person> accounts) {
    var panels = EnumSet.noneOf(Panel.class);
    accounts.forEach(it -> panels.addAll(ballot.policy().panels().of(it)));
    return new Voter(accounts.stream().map(Person::id).toList(), panels);
  }

  /** Those of them who may stand for that list. */
  public List<Voter> counting(Panel panel) {
    return counting().stream().filter(it -> it.panels().contains(panel)).toList();
  }

  /** Those about whom it is not known who they are now. */
  public List<UserId> unknown() {
    return people.stream()
        .filter(it -> it.standing() == Person.Standing.UNKNOWN)
        .filter(it -> ballot.byName(it.id()).isEmpty())
        .map(Person::id)
        .toList();
  }

  /** Whether these can let the request begin. */
  public Prospect prospect() {
    if (ballot.canBeDecidedBy(people)) {
      return Prospect.ENOUGH;
    }
    boolean allKnown = unread.isEmpty() && unasked == 0 && unknown().isEmpty();
    return allKnown ? Prospect.TOO_FEW : Prospect.NOT_KNOWN;
  }
}
