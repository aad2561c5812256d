package pipelinelock.slack.command;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipelinelock.watch.Mute;

/**
 * How long somebody wants quiet, as people type it: {@code for 4h}, {@code 90 minutes}, {@code
 * 1h30}, {@code 2 days}; in front of the reason or, with {@code for}, behind it.
 *
 * @param wanted as it was typed, however long
 */
record MuteTime(Duration wanted, String reason) {
  private static final String SPAN =
      "([0-9]{1,6})\\s?(w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?)(?:\\s?([0-9]{1,2})\\s?(?:m|mins?|minutes?)?)?";
  private static final Pattern FRONT =
      Pattern.compile("(?:for\\s+)?" + SPAN + "(?:[\\s,:;.]+(.*))?", flags());
  private static final Pattern BACK =
      Pattern.compile("(.*\\S)\\s+for\\s+" + SPAN + "\\.?", flags());

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  /** Empty where it speaks of a time that is none. */
  static Optional<MuteTime> parse(String typed) {
    String text = typed.strip();
    var front = FRONT.matcher(text);
    if (front.matches()) {
      return of(span(front, 1), Optional.ofNullable(front.group(4)).orElse(""));
    }
    var back = BACK.matcher(text);
    if (back.matches()) {
      return of(span(back, 2), back.group(1));
    }
    boolean speaksOfTime =
        text.toLowerCase(Locale.ROOT).matches("(?s)(for\\s+)?[0-9].*|until\\b.*");
    return speaksOfTime ? Optional.empty() : of(Mute.USUAL, text);
  }

  private static Optional<MuteTime> of(Duration wanted, String reason) {
    return wanted.isZero() ? Optional.empty() : Optional.of(new MuteTime(wanted, reason.strip()));
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

  /** No longer than a mute may be. */
  Duration kept() {
    return isTooLong() ? Mute.LONGEST : wanted;
  }

  boolean isTooLong() {
    return wanted.compareTo(Mute.LONGEST) > 0;
  }
}
