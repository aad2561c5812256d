package pipelinelock.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** In memory: forgets with the process, and the oldest first when there are too many. */
public final class RecentRequests implements SeenRequests {
  /** Twice the time in which a signature is fresh, on either side of now. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int MOST = 20_000;

  private final Map<String, Instant> seen = new LinkedHashMap<>();

  @Override
  public synchronized boolean isNew(String signature, Instant now) {
    boolean isNew = seen.putIfAbsent(signature, now) == null;
    var oldest = seen.values().iterator();
    while (oldest.hasNext()) {
      boolean isOld = oldest.next().plus(KEPT).isBefore(now);
      if (!isOld && seen.size() <= MOST) {
        break;
      }
      oldest.remove();
    }
    return isNew;
  }
}
