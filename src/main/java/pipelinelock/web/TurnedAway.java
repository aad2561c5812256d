package pipelinelock.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused requests by reason, and logs them in one line a minute: the first one at once, the
 * others with the first that arrives a minute after the last line.
 */
public final class TurnedAway {
  /** Why a request is not let in. */
  enum Reason {
    NOT_SIGNED(401, "without a fresh signature", ""),
    WRONG_SIGNATURE(401, "with a wrong signature", ""),
    WRONG_KIND(415, "of a kind that Slack does not send", "The request is not one of Slack's."),
    TOO_LARGE(413, "too large", "The request is too large."),
    LATE(408, "that did not arrive completely in time", "The request did not arrive in time.");

    final int status;
    final String told;
    final String answer;

    Reason(int status, String told, String answer) {
      this.status = status;
      this.told = told;
      this.answer = answer;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<Reason, Long> ever = new EnumMap<>(Reason.class);
  private final Map<Reason, Long> sinceTheLine = new EnumMap<>(Reason.class);
  private @Nullable Instant line;

  public TurnedAway(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void count(Reason reason) {
    ever.merge(reason, 1L, Long::sum);
    sinceTheLine.merge(reason, 1L, Long::sum);
    var now = clock.instant();
    if (line == null || !now.isBefore(line.plus(MINUTE))) {
      line = now;
      LOG.warn("Requests were rejected since the last such line: {}", words(sinceTheLine));
      sinceTheLine.clear();
    }
  }

  /** {@code 3 without a fresh signature, 1 too large}; {@code 0}. */
  synchronized String words() {
    return ever.isEmpty() ? "0" : words(ever);
  }

  private static String words(Map<Reason, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey().told)
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
