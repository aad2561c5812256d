package pipelinelock.audit.checkpoint;

import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.key.TrustedKeys;

/**
 * A sequence of checkpoints. Each must follow from the one before it and carry a valid signature.
 */
public final class Series {
  private Series() {}

  /** What is wrong with a checkpoint behind that state, a clause that follows "checkpoint 3". */
  public static Optional<String> problem(
      RecordState before, SignedCheckpoint signed, TrustedKeys keys) {
    return keys.problem(signed).or(() -> problem(before, signed.checkpoint()));
  }

  private static Optional<String> problem(RecordState before, Checkpoint next) {
    var base = before.base(next.override());
    if (next.number() != base.number() + 1) {
      return Optional.of("is where checkpoint %d should be".formatted(base.number() + 1));
    }
    if (!next.before().equals(before.digest())) {
      return Optional.of("does not continue the previous one");
    }
    if (next.at().isBefore(before.at())) {
      return Optional.of("is older than the previous one");
    }
    if (next.highest() < base.highest()) {
      return Optional.of(
          "covers %d incidents, and the previous one %d".formatted(next.highest(), base.highest()));
    }
    return spansProblem(base, next);
  }

  private static Optional<String> spansProblem(RecordState base, Checkpoint next) {
    long chain = -1;
    long events = base.events();
    for (var span : next.spans()) {
      if (span.chain() <= chain || span.first() <= base.lastOf(span.chain())) {
        return Optional.of("covers events of chain %d twice".formatted(span.chain()));
      }
      chain = span.chain();
      events += span.last() - span.first() + 1;
    }
    if (events != next.events()) {
      return Optional.of("counts %d events, but covers %d".formatted(next.events(), events));
    }
    return RecordState.digest(base.on(next).heads()).equals(next.heads())
        ? Optional.empty()
        : Optional.of("lists other heads of its chains than the previous ones");
  }

  /**
   * How many events were taken in by the checkpoints behind that number: of a record that a person
   * accepted since, all of it.
   */
  public static long takenInAfter(List<SignedCheckpoint> all, long number) {
    long events = 0;
    for (var signed : all) {
      var next = signed.checkpoint();
      if (next.number() > number) {
        long own = next.spans().stream().mapToLong(span -> span.last() - span.first() + 1).sum();
        events = next.override().isPresent() ? own : events + own;
      }
    }
    return events;
  }
}
