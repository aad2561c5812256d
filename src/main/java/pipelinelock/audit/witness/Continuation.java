package pipelinelock.audit.witness;

import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;

/** Decides whether a record continues the newest checkpoint of a witness. Pure. */
final class Continuation {
  private Continuation() {}

  /**
   * Why it is not, a clause.
   *
   * @param series the record's own checkpoints, read after the witness was asked
   * @param text the newest that the witness keeps
   * @param witness the witness, as people know it
   */
  static Optional<String> problem(
      List<SignedCheckpoint> series, String text, String witness, TrustedKeys keys) {
    SignedCheckpoint witnessed;
    try {
      witnessed = SignedCheckpoint.parse(text);
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "what %s keeps is not a checkpoint: %s".formatted(witness, e.getMessage()));
    }
    var forged = keys.problem(witnessed);
    if (forged.isPresent()) {
      return Optional.of("the checkpoint that %s keeps %s".formatted(witness, forged.get()));
    }
    return series.stream().anyMatch(own -> continues(own, witnessed))
        ? Optional.empty()
        : Optional.of(lacks(series, witnessed, witness));
  }

  /** It is the same one, or a person accepted the record in place of that one. */
  private static boolean continues(SignedCheckpoint own, SignedCheckpoint witnessed) {
    return own.digest().equals(witnessed.digest())
        || own.checkpoint()
            .override()
            .filter(it -> it.number() >= witnessed.checkpoint().number())
            .isPresent();
  }

  private static String lacks(
      List<SignedCheckpoint> series, SignedCheckpoint witnessed, String witness) {
    return "the record does not continue checkpoint %d of %s (%d events, %d incidents), which %s keeps; %s. Restore the right record, or accept this one with 'audit accept'"
        .formatted(
            witnessed.checkpoint().number(),
            witnessed.checkpoint().at(),
            witnessed.checkpoint().events(),
            witnessed.checkpoint().highest(),
            witness,
            series.isEmpty()
                ? "it has no checkpoint at all"
                : "its own newest is checkpoint %d of %s"
                    .formatted(
                        series.getLast().checkpoint().number(),
                        series.getLast().checkpoint().at()));
  }
}
