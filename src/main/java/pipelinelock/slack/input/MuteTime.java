package pipelinelock.slack.input;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipelinelock.watch.Mute;

/**
 * How long somebody wants quiet, as people type it: {@code for 4h}, {@code 90 minutes}, {@code
 * 1h30}, {@code 2 days}, {@code until 14:00}; before the reason or, with {@code for} or {@code
 * until}, after it.
 */
public record MuteTime(Wanted wanted, String reason) {
  /** As it was typed. */
  sealed interface Wanted {
    /** However long. */
    record For(Duration span) implements Wanted {}

    /** The next such moment. */
    record Until(ClockTime time) implements Wanted {}
  }

  private static final String SPAN =
      "([0-9]{1,6})\\s?(w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?)(?:\\s?([0-9]{1,2})\\s?(?:m|mins?|minutes?)?)?";
  private static final Pattern FRONT =
      Pattern.compile("(?:for\\s+)?" + SPAN + "(?:[\\s,:;.]+(.*))?", flags());
  private static final Pattern BACK =
      Pattern.compile("(.*\\S)\\s+for\\s+" + SPAN + "\\.?", flags());

  private static final Pattern UNTIL_FRONT =
      Pattern.compile("(?:un)?til{1,2}\\s+(" + ClockTime.FORM + ")(?:[\\s,:;.]+(.*))?", flags());
  private static final Pattern UNTIL_BACK =
      Pattern.compile("(.*\\S)\\s+(?:un)?til{1,2}\\s+(" + ClockTime.FORM + ")\\.?", flags());

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  /** Empty where it speaks of a time that is none. */
  public static Optional<MuteTime> parse(String typed) {
    String text = typed.strip();
    var front = FRONT.matcher(text);
    if (front.matches()) {
      return of(span(front, 1), Optional.ofNullable(front.group(4)).orElse(""));
    }
    var back = BACK.matcher(text);
    if (back.matches()) {
      return of(span(back, 2), back.group(1));
    }
    var untilFront = UNTIL_FRONT.matcher(text);
    if (untilFront.matches()) {
      return until(untilFront.group(1), Optional.ofNullable(untilFront.group(2)).orElse(""));
    }
    var untilBack = UNTIL_BACK.matcher(text);
    if (untilBack.matches()) {
      return until(untilBack.group(2), untilBack.group(1));
    }
    boolean speaksOfTime =
        text.toLowerCase(Locale.ROOT).matches("(?s)(for\\s+)?[0-9].*|(un)?till?\\b.*");
    return speaksOfTime ? Optional.empty() : of(Mute.USUAL, text);
  }

  private static Optional<MuteTime> of(Duration wanted, String reason) {
    return wanted.isZero()
        ? Optional.empty()
        : Optional.of(new MuteTime(new Wanted.For(wanted), reason.strip()));
  }

  private static Optional<MuteTime> until(String time, String reason) {
    return reason.strip().toLowerCase(Locale.ROOT).startsWith("tomorrow")
        ? Optional.empty() // a day is asked for as a span
        : ClockTime.parse(time).map(it -> new MuteTime(new Wanted.Until(it), reason.strip()));
  }

  private static Duration span(Matcher parts, int from) {
    long amount = Long.parseLong(parts.group(from));
    var whole =
        switch (parts.group(from + 1).toLowerCase(Locale.ROOT).charAt(0)) {
          case 'w' -> Duration.ofDays(7 * amount);
          case 'd' -> Duration.ofDays(amount);
          case 'h' -> Duration.ofHours(amount);
          default -> Duration.ofMinutes(amount);
        };
    return Optional.ofNullable(parts.group(from + 2))
        .map(minutes -> whole.plusMinutes(Long.parseLong(minutes)))
        .orElse(whole);
  }

  /**
   * When it ends; no later than a mute may.
   *
   * @param zone of the person
   */
  public Instant end(Instant now, ZoneId zone) {
    return switch (wanted) {
      case Wanted.For(var span) -> now.plus(isTooLong() ? Mute.LONGEST : span);
      case Wanted.Until(var time) -> time.next(zone, now);
    };
  }

  public boolean isTooLong() {
    return wanted instanceof Wanted.For(var span) && span.compareTo(Mute.LONGEST) > 0;
  }
}
