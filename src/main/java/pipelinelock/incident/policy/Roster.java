package pipelinelock.incident.policy;

import pipelinelock.environment.UserId;

/** Looks up who people are at this moment. */
@FunctionalInterface
public interface Roster {
  /**
   * The person as they are now, read afresh; {@link Person.Standing#UNKNOWN} if that is not known.
   *
   * @param policy whose groups are looked into
   */
  Person now(UserId id, ApprovalPolicy policy);
}
