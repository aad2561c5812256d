package pipelinelock.incident.policy;

import java.util.Set;
import pipelinelock.environment.UserId;

/**
 * Who acts, as Slack told at the moment of the act.
 *
 * @param groups ids of the Slack user groups, of those that the policy names, that the person is in
 */
public record Person(UserId id, Standing standing, Set<String> groups) {
  /** What kind of account it is. Only a member's acts ever count. */
  public enum Standing {
    MEMBER,
    BOT,
    GUEST,
    DEACTIVATED,
    /** From another workspace, or seen through a shared channel. */
    STRANGER,
    /** Slack could not tell; counts as no member. */
    UNKNOWN
  }

  public Person {
    groups = Set.copyOf(groups);
  }
}
