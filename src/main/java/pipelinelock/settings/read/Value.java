package pipelinelock.settings.read;

import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a key: a value; nothing, because a problem was reported instead; or nothing yet,
 * because the value could not be fetched.
 */
public record Value<T>(Optional<T> sound, boolean missing) {
  public static <T> Value<T> of(T value) {
    return new Value<>(Optional.of(value), false);
  }

  public static <T> Value<T> unsound() {
    return new Value<>(Optional.empty(), false);
  }

  /** It could not be fetched, or what was fetched is none. */
  public static <T> Value<T> unfetched() {
    return new Value<>(Optional.empty(), true);
  }

  public boolean isSound() {
    return sound.isPresent();
  }

  /** The value; only to be asked where the section that holds it is sound. */
  public T get() {
    return sound.orElseThrow();
  }

  public <R> Value<R> then(Function<T, Value<R>> next) {
    return sound.map(next).orElseGet(() -> new Value<>(Optional.empty(), missing));
  }

  public <R> Value<R> map(Function<T, R> next) {
    return new Value<>(sound.map(next), missing);
  }

  /** This, or in its place what nobody may use while it cannot be fetched. */
  public Value<T> or(T standIn) {
    return missing ? of(standIn) : this;
  }
}
