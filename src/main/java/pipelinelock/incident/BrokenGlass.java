package pipelinelock.incident;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.UserId;

/**
 * One person started the incident alone, in place of everybody who would have had to approve.
 *
 * @param reason why it could not wait for anybody else
 * @param reminded when the review was last asked for
 */
public record BrokenGlass(
    UserId by, String reason, Instant at, Optional<Instant> reminded, Optional<Review> review) {
  /**
   * A second person's word on it.
   *
   * @param finding whether it was right, and what follows from it
   */
  public record Review(UserId by, String finding, Instant at) {}

  static BrokenGlass of(IncidentEvent.GlassBroken event, Instant at) {
    return new BrokenGlass(event.by(), event.reason(), at, Optional.empty(), Optional.empty());
  }

  BrokenGlass reminded(Instant when) {
    return new BrokenGlass(by, reason, at, Optional.of(when), review);
  }

  BrokenGlass reviewed(Review word) {
    return new BrokenGlass(by, reason, at, reminded, Optional.of(word));
  }
}
