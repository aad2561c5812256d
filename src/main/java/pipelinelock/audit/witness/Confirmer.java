package pipelinelock.audit.witness;

import java.util.List;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/**
 * Confirms a checkpoint with a proof that is kept in the record. Such a proof cannot show that the
 * newest checkpoints were removed, so confirmers are not asked before the bot acts.
 */
public non-sealed interface Confirmer extends Hearer {
  /**
   * What its newest proof shows; asks nobody.
   *
   * @param series the record's own checkpoints
   */
  Testimony testimony(List<SignedCheckpoint> series, Receipts receipts);
}
