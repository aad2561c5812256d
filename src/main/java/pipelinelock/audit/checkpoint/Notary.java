package pipelinelock.audit.checkpoint;

import java.time.InstantSource;
import java.util.Optional;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.audit.checkpoint.key.TrustedKeys;

/**
 * Makes this node's checkpoints. It signs only a record that continues the earlier checkpoints,
 * whichever node made them.
 */
public final class Notary {
  private final CheckpointLedger ledger;
  private final Signer signer;
  private final TrustedKeys keys;
  private final InstantSource clock;
  private RecordState state = RecordState.START;
  private Optional<SignedCheckpoint> newest = Optional.empty();

  /**
   * @param keys those of all nodes, this one's too
   */
  public Notary(CheckpointLedger ledger, Signer signer, TrustedKeys keys, InstantSource clock) {
    this.ledger = ledger;
    this.signer = signer;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The newest checkpoint, after one was made of what none has yet.
   *
   * @return empty where there is nothing to sign
   * @throws BrokenContinuity when the record does not have what an earlier one has
   */
  public synchronized Optional<SignedCheckpoint> make() {
    while (true) {
      catchUp();
      var news = ledger.since(state);
      if (!news.contradictions().isEmpty()) {
        throw new BrokenContinuity(String.join("; ", news.contradictions()));
      }
      if (news.chains().isEmpty() && news.highest() == state.highest()) {
        return newest;
      }
      if (append(news, Optional.empty())) {
        return newest;
      }
    }
  }

  /** Makes one that accepts the record as it is, in place of the one that was witnessed. */
  public synchronized SignedCheckpoint accept(Checkpoint.Acceptance override) {
    while (true) {
      catchUp();
      if (append(ledger.since(RecordState.START), Optional.of(override))) {
        return newest.orElseThrow();
      }
    }
  }

  private boolean append(CheckpointLedger.News news, Optional<Checkpoint.Acceptance> override) {
    var next = state.next(news.chains(), news.highest(), clock.instant(), signer.keyId(), override);
    var signed = signer.signed(next);
    if (!ledger.append(signed)) {
      return false;
    }
    take(signed);
    return true;
  }

  /** Takes over what other nodes made. */
  private void catchUp() {
    try {
      for (var next : ledger.after(state.number())) {
        var problem = Series.problem(state, next, keys);
        if (problem.isPresent()) {
          throw new BrokenContinuity(
              "checkpoint %d %s".formatted(next.checkpoint().number(), problem.get()));
        }
        take(next);
      }
    } catch (IllegalArgumentException e) {
      throw new BrokenContinuity("a stored checkpoint cannot be read: " + e.getMessage());
    }
  }

  private void take(SignedCheckpoint next) {
    state = state.on(next.checkpoint());
    newest = Optional.of(next);
  }
}
