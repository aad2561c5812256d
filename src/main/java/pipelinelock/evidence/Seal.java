package pipelinelock.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.ChainSpan;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.incident.Recorded;

/**
 * What protects the incident's events from being changed.
 *
 * @param events how many there are
 * @param head the hash of the last one, and so of all
 * @param checkpoint the first checkpoint that covers the last event; empty if none does yet
 */
public record Seal(long events, String head, Optional<Covered> checkpoint) {
  /**
   * A checkpoint over the incident's events.
   *
   * @param digest of its signed text
   * @param signature what its signature proves, a clause
   */
  public record Covered(
      long number, Instant at, String digest, String key, boolean proved, String signature) {}

  /**
   * The seal of these events.
   *
   * @param events the incident's whole record, as it was proved
   * @param checkpoints of the record, by number
   * @param keys whose signatures count; empty if none is known
   */
  public static Seal of(
      List<Recorded> events, List<SignedCheckpoint> checkpoints, Optional<TrustedKeys> keys) {
    var last = events.getLast();
    return new Seal(
        last.sequence(),
        last.hash(),
        checkpoints.stream()
            .filter(it -> covers(it, last))
            .findFirst()
            .map(it -> covered(it, keys)));
  }

  private static boolean covers(SignedCheckpoint signed, Recorded last) {
    return signed.checkpoint().spans().stream().anyMatch(span -> isEnd(span, last));
  }

  private static boolean isEnd(ChainSpan span, Recorded last) {
    return span.chain() == last.incident().number()
        && span.last() == last.sequence()
        && span.head().equals(last.hash());
  }

  private static Covered covered(SignedCheckpoint signed, Optional<TrustedKeys> keys) {
    var problem = keys.flatMap(it -> it.problem(signed));
    var checkpoint = signed.checkpoint();
    return new Covered(
        checkpoint.number(),
        checkpoint.at(),
        signed.digest(),
        checkpoint.key(),
        keys.isPresent() && problem.isEmpty(),
        keys.isEmpty()
            ? "the settings have no key to check its signature with"
            : problem.orElse("its signature is valid"));
  }
}
