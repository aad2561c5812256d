package pipelinelock.audit.witness;

import java.util.Optional;
import pipelinelock.environment.RemoteFailure;

/**
 * Keeps checkpoints where neither the bot nor anybody with write access to its database can remove
 * them, and returns the newest.
 */
public non-sealed interface Witness extends CheckpointReceiver {
  /**
   * The text with the highest number that it keeps; whose signature it has is not looked at.
   *
   * @throws RemoteFailure when it gives no answer, or refuses
   */
  Optional<String> newest();
}
