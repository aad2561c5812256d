package pipelinelock.audit.witness;

import java.util.List;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.trial.Trial;
import pipelinelock.environment.RemoteFailure;

/** Receives each checkpoint, outside the record. */
public sealed interface CheckpointReceiver permits Witness, Confirmer {
  /** The place, as people know it; the same for ever, since receipts carry it. */
  String name();

  /**
   * Sends it a checkpoint; sending it twice is the same as sending it once.
   *
   * @return what it gave as proof, to be kept with the checkpoint; empty where it keeps all
   * @throws RemoteFailure when it gives no answer, or refuses
   */
  String keep(SignedCheckpoint checkpoint);

  /** What it is, in a word that begins the names of what is tried of it: {@code s3}. */
  String kind();

  /** Whether it is what the settings take it for; what the first one finds, the others rest on. */
  List<Trial> trials();
}
