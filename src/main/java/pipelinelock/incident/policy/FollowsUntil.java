package pipelinelock.incident.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a plan follows the deployment that it starts. */
public enum FollowsUntil {
  /** Until it has the lock. */
  CLAIM,
  /** Until its run has given the lock back, hangs again, or ends otherwise. */
  UNLOCK;

  /** As people type it and as the settings have it: {@code unlock}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  public static Optional<FollowsUntil> parse(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }
}
