package pipelinelock.audit.witness;

import java.time.Instant;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/** What a receiver of checkpoints says about a record. */
public sealed interface WitnessStatement {
  /** Its newest is one that the record continues. */
  record Keeps(SignedCheckpoint newest) implements WitnessStatement {}

  /** It was asked, and has none; nor does the record know that it ever took one. */
  record KeepsNone() implements WitnessStatement {}

  /** Somebody else's signed clock showed this time when it saw this checkpoint. */
  record Stamped(SignedCheckpoint newest, Instant at) implements WitnessStatement {}

  /**
   * The record is not the one that it knows, or its proof does not fit.
   *
   * @param why a clause
   */
  record Against(String why) implements WitnessStatement {}

  /**
   * It has lost what it took: nobody can compare any more.
   *
   * @param why a clause
   */
  record Forgot(String why) implements WitnessStatement {}

  /**
   * It could not be asked.
   *
   * @param why a clause
   */
  record NotKnown(String why) implements WitnessStatement {}
}
