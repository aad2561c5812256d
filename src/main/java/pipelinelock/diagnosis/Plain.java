package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;

/** Plain words for times and for what other systems call their things. */
final class Plain {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Plain() {}

  /** {@code 40 s}, {@code 53 min}, {@code 2 h 5 min}, {@code 3 days}. */
  static String age(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 48) {
      return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
    }
    return hours / 24 + " days";
  }

  static String clock(Instant instant) {
    return CLOCK.format(instant);
  }

  /** A time limit with one decimal: {@code 1.5 s}. */
  static String limit(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** Text from outside: without characters that steer a terminal or a chat, and not endless. */
  static String outside(String text, int longest) {
    var clean = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(longest)
        .map(c -> isVisible(c) ? c : ' ')
        .forEach(clean::appendCodePoint);
    return text.strip().codePointCount(0, text.strip().length()) > longest
        ? clean.append('…').toString()
        : clean.toString();
  }

  static String outside(String text) {
    return outside(text, 80);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** {@code pipeline-lock build 123}. */
  static String build(BuildRef ref) {
    String job = ref.isOneOff() ? "one-off" : outside(ref.job());
    return job + " build " + outside(ref.name(), 20);
  }

  static String build(Build build) {
    return build(build.ref());
  }

  /** {@code create-bosh-concourse/concourse-deploy build 7}, or {@code one-off build 5190}. */
  static String foreign(Build build) {
    return elsewhere(build.ref());
  }

  /** A build of another pipeline, by that pipeline's name. */
  static String elsewhere(BuildRef ref) {
    return ref.isOneOff()
        ? build(ref)
        : outside(ref.pipeline())
            + ref.instanceVars().map(vars -> "/" + outside(vars, 40)).orElse("")
            + "/"
            + build(ref);
  }

  /** {@code a, b and 3 more}. */
  static String some(List<String> texts) {
    if (texts.size() <= 3) {
      return String.join(", ", texts);
    }
    return texts.stream().limit(3).collect(Collectors.joining(", "))
        + " and "
        + (texts.size() - 3)
        + " more";
  }

  static String builds(List<Build> builds) {
    return some(builds.stream().map(Plain::build).toList());
  }
}
