package pipelinelock.environment;

import java.time.Duration;

/**
 * The ages from which something counts as hung in one environment.
 *
 * @param claim how long a lock or unlock build may be open before it is examined as hung
 * @param silence how long the pool step may print nothing; a waiting claim prints a dot each 10 s
 * @param pending how long a build may stay pending although nothing blocks it
 * @param recentActivity a build event younger than this proves that something moves
 * @param secondLook the least time between the two looks of a hung verdict
 */
public record Thresholds(
    Duration claim,
    Duration silence,
    Duration pending,
    Duration recentActivity,
    Duration secondLook) {
  /** The defaults of the diagnosis: 10 min, 10 min, 10 min, 5 min, 60 s. */
  public static final Thresholds DEFAULT =
      new Thresholds(
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60));

  public Thresholds {
    positive("claim", claim);
    positive("silence", silence);
    positive("pending", pending);
    positive("recent_activity", recentActivity);
    if (secondLook.isNegative()) {
      throw new IllegalArgumentException("second_look must not be negative, not " + secondLook);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + value);
    }
  }
}
