package pipelinelock.incident.policy;

import java.util.Set;
import pipelinelock.environment.UserId;

/**
 * Who acts, according to Slack at that moment.
 *
 * @param groups ids of those Slack user groups in the policy that the person belongs to
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
    /** Slack could not say; does not count as a member. */
    UNKNOWN
  }

  public Person {
    groups = Set.copyOf(groups);
  }
}
