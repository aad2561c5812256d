package pipelinelock.incident.electorate;

import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;

/** Resolves the people whom a policy names, and who they are; both may be up to a minute old. */
public interface Electorate {
  /** All whom the policy names as approvers, by themselves or by a group; asks for no standing. */
  Roll roll(ApprovalPolicy policy);

  /**
   * The person with their groups; {@link Person.Standing#UNKNOWN} if that is not known.
   *
   * @param policy whose groups are looked into
   */
  Person person(UserId id, ApprovalPolicy policy);

  /** A person of the bot's own workspace. */
  UserId member(String user);

  /**
   * Whom a policy names.
   *
   * @param unread ids of the groups of which it is not known who is in them
   */
  record Roll(Set<UserId> people, Set<String> unread) {
    public Roll {
      people = Set.copyOf(people);
      unread = Set.copyOf(unread);
    }
  }
}
