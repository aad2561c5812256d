package pipelinelock.audit.witness;

import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.environment.RemoteFailure;

/** Somebody beside the record who hears of each checkpoint. */
public sealed interface Hearer permits Witness, Confirmer {
  /** The place, as people know it; the same for ever, since receipts carry it. */
  String name();

  /**
   * Tells it of a checkpoint; to tell it twice is to tell it once.
   *
   * @return what it gave as proof, to be kept beside the checkpoint; empty where it keeps all
   * @throws RemoteFailure when it gives no answer, or refuses
   */
  String keep(SignedCheckpoint checkpoint);
}
