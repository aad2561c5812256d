package pipelinelock.bosh.api;

import java.util.function.BooleanSupplier;
import pipelinelock.http.Reply;

/**
 * Tracks one request that must not be acted on twice: whether it may be sent now, and whether it
 * was sent and may have been acted on. A failure before it is sent leaves no doubt, nor does a
 * token that the Director refuses: the Director checks the token before anything else.
 */
public final class SendOnce {
  private final BooleanSupplier isStillWanted;
  private boolean mayHaveActed;

  /**
   * @param isStillWanted asked each time right before the request would leave
   */
  public SendOnce(BooleanSupplier isStillWanted) {
    this.isStillWanted = isStillWanted;
  }

  /** Whether the request is to leave now. */
  boolean begins() {
    mayHaveActed = isStillWanted.getAsBoolean();
    return mayHaveActed;
  }

  /** Takes note of the answer, and gives it back. */
  Reply answered(Reply reply) {
    mayHaveActed = !DirectorRefusal.isOfTheCredentials(reply);
    return reply;
  }

  public boolean mayHaveActed() {
    return mayHaveActed;
  }
}
