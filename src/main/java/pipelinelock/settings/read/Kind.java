package pipelinelock.settings.read;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What kind of value a key takes.
 *
 * @param noun completes "is not …": {@code a duration}
 * @param example completes "write for example key: …"
 */
public record Kind<T>(String noun, String example, Function<FileValue, Value<T>> reader) {
  /** A kind that is written as one text. */
  public static <T> Kind<T> text(
      String noun, String example, BiFunction<FileValue, String, Value<T>> reader) {
    return new Kind<>(
        noun, example, place -> place.text(noun, example).then(text -> reader.apply(place, text)));
  }

  /** This kind with one more demand on what it gives. */
  public <R> Kind<R> and(BiFunction<FileValue, T, Value<R>> demand) {
    return new Kind<>(
        noun, example, place -> reader.apply(place).then(value -> demand.apply(place, value)));
  }

  /** This kind, with something in its place while it cannot be fetched, which nobody may use. */
  public Kind<T> or(Supplier<T> standIn) {
    return new Kind<>(noun, example, place -> reader.apply(place).or(standIn.get()));
  }

  public Value<T> read(FileValue place) {
    return reader.apply(place);
  }
}
