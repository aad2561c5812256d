package pipelinelock.incident.electorate;

import java.util.ArrayList;
import java.util.Comparator;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.Person;

/** Whether a request can ever be approved by the people whom its policy names. */
public enum Prospect {
  ENOUGH,
  /** The people Slack knows are not enough, even all together. */
  TOO_FEW,
  /** Those who are known do not do, and not all are known. */
  NOT_KNOWN;

  /** Asks for one person after the other, and for no more than it needs. */
  public static Prospect of(Ballot ballot, Electorate electorate) {
    var roll = electorate.roll(ballot.policy());
    boolean allKnown = roll.unread().isEmpty();
    var known = new ArrayList<Person>();
    for (var id : roll.people().stream().sorted(Comparator.comparing(UserId::toString)).toList()) {
      var person = electorate.person(id, ballot.policy());
      allKnown &= person.standing() != Person.Standing.UNKNOWN;
      known.add(person);
      if (ballot.canBeDecidedBy(known)) {
        return ENOUGH;
      }
    }
    return allKnown ? TOO_FEW : NOT_KNOWN;
  }
}
