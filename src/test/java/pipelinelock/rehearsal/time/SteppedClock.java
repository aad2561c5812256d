package pipelinelock.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class SteppedClock implements InstantSource {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private volatile Instant now = NOON;

  @Override
  public Instant instant() {
    return now;
  }

  public void passes(Duration duration) {
    now = now.plus(duration);
  }
}
