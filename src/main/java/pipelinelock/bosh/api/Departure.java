package pipelinelock.bosh.api;

import java.util.function.BooleanSupplier;
import pipelinelock.http.Reply;

/**
 * Of one request that must not be acted on twice: whether it may leave now, and whether it has left
 * and may have been acted on. What goes wrong before it leaves, or after the Director has refused
 * its token, leaves no doubt: it looks at the token before it looks at the rest.
 */
public final class Departure {
  private final BooleanSupplier isStillWanted;
  private boolean mayHaveActed;

  /**
   * @param isStillWanted asked each time right before the request would leave
   */
  public Departure(BooleanSupplier isStillWanted) {
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
