package pipelinelock.audit.witness;

import java.util.List;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/**
 * Who confirms a checkpoint by something that is kept beside it in the record. So it cannot tell
 * that the newest ones were taken away, and is not asked before the bot acts.
 */
public non-sealed interface Confirmer extends Hearer {
  /**
   * What its newest proof shows; asks nobody.
   *
   * @param series the record's own checkpoints
   */
  Testimony testimony(List<SignedCheckpoint> series, Receipts receipts);
}
