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
public record BreakGlassStart(
    UserId by, String reason, Instant at, Optional<Instant> reminded, Optional<Review> review) {
  /**
   * A second person's word on it.
   *
   * @param finding whether it was right, and what follows from it
   */
  public record Review(UserId by, String finding, Instant at) {}

  static BreakGlassStart of(IncidentEvent.GlassBroken event, Instant at) {
    return new BreakGlassStart(event.by(), event.reason(), at, Optional.empty(), Optional.empty());
  }

  BreakGlassStart reminded(Instant when) {
    return new BreakGlassStart(by, reason, at, Optional.of(when), review);
  }

  BreakGlassStart reviewed(Review word) {
    return new BreakGlassStart(by, reason, at, reminded, Optional.of(word));
  }
}
