package pipelinelock.audit.witness;

import java.util.Optional;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.environment.RemoteFailure;

/**
 * A place that keeps checkpoints, and that neither the bot nor whoever writes its database can make
 * forget. Every method throws {@link RemoteFailure} when it gives no answer, or refuses.
 */
public interface Witness {
  /** The place, as people know it. */
  String name();

  /** Keeps it; to keep one twice is to keep it once. */
  void keep(SignedCheckpoint checkpoint);

  /** The text with the highest number that it keeps; whose signature it has is not looked at. */
  Optional<String> newest();
}
