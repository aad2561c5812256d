package pipelinelock.store.ledger;

import java.util.Optional;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Marks;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.store.database.Database;

/**
 * Finds marks in the texts of the checkpoints.
 *
 * @param areMade whether this node signs any
 */
public record SqlMarks(Database database, boolean areMade) implements Marks {
  @Override
  public Optional<Mark> of(long chain, long sequence) {
    return database.read(
        sql ->
            sql
                .createQuery("select text from checkpoint where text like :chain order by number")
                .bind("chain", "%\nchain " + chain + " %")
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(text -> read(text).stream())
                .filter(it -> hasIn(it, chain, sequence))
                .findFirst()
                .map(Mark::of));
  }

  /** One that cannot be read is reported elsewhere, and delays no thread. */
  private static Optional<SignedCheckpoint> read(String text) {
    try {
      return Optional.of(SignedCheckpoint.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasIn(SignedCheckpoint signed, long chain, long sequence) {
    return signed.checkpoint().spans().stream()
        .anyMatch(it -> it.chain() == chain && it.first() <= sequence && sequence <= it.last());
  }
}
