package pipelinelock.bosh.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When each step was first seen. It keeps fixed-size digests of the latest 10,000 steps, so that
 * memory does not grow with the log; a deployment has a few hundred.
 */
final class StepClock {
  private static final int MOST = 10_000;

  private final Map<String, Long> first =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Unix seconds of the first event of the same step, if there was one. */
  OptionalLong startOf(TaskEventJson event) {
    Long time = event.stage().isEmpty() ? null : first.get(key(event));
    return time == null ? OptionalLong.empty() : OptionalLong.of(time);
  }

  void hear(TaskEventJson event) {
    if (!event.stage().isEmpty()) {
      first.putIfAbsent(key(event), event.time());
    }
  }

  private static String key(TaskEventJson event) {
    MessageDigest digest = sha256();
    add(digest, event.stage());
    add(digest, event.task());
    add(digest, event.tags() == null ? "null" : "tags");
    if (event.tags() != null) {
      event.tags().forEach(tag -> add(digest, tag));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length before it, so that no two lists of texts look the same. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
