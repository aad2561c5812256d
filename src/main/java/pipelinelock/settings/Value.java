package pipelinelock.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a key gave: a value; nothing, because a problem was reported instead; or nothing yet,
 * because what it stands for could not be fetched.
 */
record Value<T>(Optional<T> sound, boolean missing) {
  static <T> Value<T> of(T value) {
    return new Value<>(Optional.of(value), false);
  }

  static <T> Value<T> unsound() {
    return new Value<>(Optional.empty(), false);
  }

  /** It could not be fetched, or what was fetched is none. */
  static <T> Value<T> unfetched() {
    return new Value<>(Optional.empty(), true);
  }

  boolean isSound() {
    return sound.isPresent();
  }

  /** The value; only to be asked where the section that holds it is sound. */
  T get() {
    return sound.orElseThrow();
  }

  <R> Value<R> then(Function<T, Value<R>> next) {
    return sound.map(next).orElseGet(() -> new Value<>(Optional.empty(), missing));
  }

  <R> Value<R> map(Function<T, R> next) {
    return new Value<>(sound.map(next), missing);
  }

  /** This, or in its place what nobody may use while it cannot be fetched. */
  Value<T> or(T standIn) {
    return missing ? of(standIn) : this;
  }
}
