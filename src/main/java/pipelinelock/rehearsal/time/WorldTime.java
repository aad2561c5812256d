package pipelinelock.rehearsal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of the simulated world, and how much faster than recorded it runs.
 *
 * <p>A recorded hour takes an hour divided by {@code speed}. Time passes even if the clock stands
 * still, as in a test with a fixed instant.
 */
public record WorldTime(InstantSource clock, double speed) {

  public WorldTime {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be above 0, not " + speed);
    }
  }

  public Instant now() {
    return clock.instant();
  }

  public long epochSecond() {
    return now().getEpochSecond();
  }

  public Stopwatch start() {
    return new Stopwatch(this, now(), System.nanoTime());
  }

  /** Says how much recorded time has passed since it was started. */
  public record Stopwatch(WorldTime time, Instant started, long nanos) {

    public Duration passed() {
      return Duration.ofNanos((long) (onTheWall().toNanos() * time.speed));
    }

    /** The same at speed 1: for what must not be sped up. */
    public Duration onTheWall() {
      var real = Duration.ofNanos(System.nanoTime() - nanos);
      var told = Duration.between(started, time.now());
      return real.compareTo(told) > 0 ? real : told;
    }

    public boolean passed(Duration recorded) {
      return passed().compareTo(recorded) >= 0;
    }
  }
}
