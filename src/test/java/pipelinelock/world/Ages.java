package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of a described world, which count back from the first look.
 *
 * @param first when that is
 * @param later how much later this look is
 */
record Ages(Instant first, Duration later) {
  private static final Pattern PARTS = Pattern.compile("(-?)(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

  Instant now() {
    return first.plus(later);
  }

  /** {@code 40s}, {@code 53m}, {@code 2h58m}; a minus sign = in the future. */
  static Duration duration(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    var all =
        Duration.ofHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4)));
    return parts.group(1).isEmpty() ? all : all.negated();
  }

  private static long number(String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  static Optional<Duration> age(JsonNode node, String key) {
    return text(node, key).map(Ages::duration);
  }

  static Optional<String> text(JsonNode node, String key) {
    return Optional.of(node.path(key)).filter(it -> !it.isMissingNode()).map(JsonNode::asText);
  }

  /** When something happened: the same at every look. */
  Optional<Instant> ago(JsonNode node, String key) {
    return age(node, key).map(first::minus);
  }

  Instant ago(Duration age) {
    return first.minus(age);
  }

  /**
   * When something last happened that happens again and again, as long as it does: what is as old
   * as three turns has stopped.
   */
  Instant newest(Duration last, Duration every) {
    return goesOn(last, every) ? now().minus(last) : first.minus(last);
  }

  static boolean goesOn(Duration last, Duration every) {
    return last.compareTo(every.multipliedBy(3)) <= 0;
  }
}
