package pipelinelock.audit.witness;

import java.util.List;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/**
 * Confirms a checkpoint with a proof that is kept in the record. Such a proof cannot show that the
 * newest checkpoints were removed, so confirmers are not asked before the bot acts.
 */
public non-sealed interface Confirmer extends CheckpointReceiver {
  /**
   * What its newest proof shows; asks nobody.
   *
   * @param series the record's own checkpoints
   */
  WitnessStatement testimony(List<SignedCheckpoint> series, Receipts receipts);
}
