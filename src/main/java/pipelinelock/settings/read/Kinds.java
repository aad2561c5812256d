package pipelinelock.settings.read;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipelinelock.settings.Secret;

/** The kinds of values in the settings. */
public final class Kinds {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Stands where a text could not be fetched. */
  public static final String UNFETCHED = "not fetched";

  private Kinds() {}

  public static Kind<String> text(String example) {
    return Kind.text("a text", example, (_, text) -> Value.of(text));
  }

  public static Kind<Secret> secret(String example) {
    return new Kind<>("a text", example, place -> place.secret("a text", example).map(Secret::new))
        .or(Secret::unfetched);
  }

  /** A name that belongs to a secret, such as a user's. */
  public static Kind<String> login(String example) {
    return text(example).or(() -> UNFETCHED);
  }

  /** A secret of this form. */
  public static Kind<Secret> secret(String noun, String example, String form) {
    Pattern pattern = Pattern.compile(form);
    return new Kind<>(
            noun,
            example,
            place ->
                place
                    .secret(noun, example)
                    .then(
                        text ->
                            pattern.matcher(text).matches()
                                ? Value.of(new Secret(text))
                                : place.isNot(noun, example)))
        .or(Secret::unfetched);
  }

  /** A text of this form. */
  public static Kind<String> matching(String noun, String example, String form) {
    Pattern pattern = Pattern.compile(form);
    return Kind.text(
        noun,
        example,
        (place, text) ->
            pattern.matcher(text).matches() ? Value.of(text) : place.isNot(noun, example));
  }

  public static Kind<Integer> number(int least, int most, String example) {
    String noun = "a whole number from %d to %d".formatted(least, most);
    return matching(noun, example, NUMBER.pattern())
        .and(
            (place, text) -> {
              int number = Integer.parseInt(text);
              return number >= least && number <= most
                  ? Value.of(number)
                  : place.isNot(noun, example);
            });
  }

  public static Kind<Boolean> yesOrNo(String example) {
    return matching("true or false", example, "true|false")
        .and((_, text) -> Value.of(Boolean.parseBoolean(text)));
  }

  /** A time span from zero on. */
  public static Kind<Duration> duration(String example) {
    String noun = "a duration in ms, s, m or h";
    return matching(noun, example, DURATION.pattern()).and((_, text) -> Value.of(span(text)));
  }

  /** A time span longer than zero. */
  public static Kind<Duration> longerThanZero(String example) {
    return duration(example)
        .and(
            (place, span) ->
                span.isZero()
                    ? place.wrong(
                        "must be longer than zero", FileValue.write(place.name(), example))
                    : Value.of(span));
  }

  private static Duration span(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** One of the words of an enum, in lower case. */
  public static <E extends Enum<E>> Kind<E> oneOf(String noun, Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    String fix = "write one of " + String.join(", ", words);
    return Kind.text(
        noun,
        words.getFirst(),
        (place, text) ->
            words.contains(text)
                ? Value.of(type.getEnumConstants()[words.indexOf(text)])
                : place.wrong("is not " + noun, fix));
  }

  /** A list without repetitions. */
  public static <T> Kind<List<T>> list(Kind<T> item) {
    String noun = "a list";
    String example = "[%s]".formatted(item.example());
    return new Kind<>(
        noun, example, place -> place.list(noun, example).then(items -> all(items, item)));
  }

  private static <T> Value<List<T>> all(List<FileValue> items, Kind<T> kind) {
    Set<T> seen = new HashSet<>();
    List<Value<T>> values = items.stream().map(item -> once(item, kind, seen)).toList();
    return values.stream().allMatch(Value::isSound)
        ? Value.of(values.stream().map(Value::get).toList())
        : Value.unsound();
  }

  private static <T> Value<T> once(FileValue item, Kind<T> kind, Set<T> seen) {
    return kind.read(item)
        .then(
            value ->
                seen.add(value)
                    ? Value.of(value)
                    : item.wrong("is in the list twice", "remove one of the two"));
  }

  public static <T> Kind<List<T>> filled(Kind<List<T>> list) {
    return list.and(
        (place, values) ->
            values.isEmpty()
                ? place.wrong("is empty", FileValue.write(place.name(), list.example()))
                : Value.of(values));
  }

  public static <T> Kind<T> section(String example, Function<Section, Value<T>> reader) {
    return new Kind<>("a section", example, place -> place.section().then(reader));
  }
}
