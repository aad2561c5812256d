package pipelinelock.incident;

import java.time.Instant;
import pipelinelock.environment.UserId;

/** Why new acts are refused, in all environments, until somebody lifts the freeze. */
public sealed interface Freeze {
  String reason();

  /** By the settings of this node. */
  record Configured(String reason) implements Freeze {}

  /** By a person, on record and so for all nodes. */
  record Ordered(UserId by, Instant at, String reason) implements Freeze {}

  /**
   * The record of freezes does not hold, so that nobody can say that none is in force.
   *
   * @param reason what does not hold
   */
  record Unproven(String reason) implements Freeze {}
}
