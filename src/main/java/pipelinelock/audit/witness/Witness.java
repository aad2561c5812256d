package pipelinelock.audit.witness;

import java.util.Optional;
import pipelinelock.environment.RemoteFailure;

/**
 * A place that keeps checkpoints, and that neither the bot nor whoever writes its database can make
 * forget. It can be asked for the newest.
 */
public non-sealed interface Witness extends Hearer {
  /**
   * The text with the highest number that it keeps; whose signature it has is not looked at.
   *
   * @throws RemoteFailure when it gives no answer, or refuses
   */
  Optional<String> newest();
}
