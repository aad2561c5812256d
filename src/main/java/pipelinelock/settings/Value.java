package pipelinelock.settings;

import java.util.Optional;
import java.util.function.Function;

/** What a key gave: a value, or nothing because a problem was reported instead. */
record Value<T>(Optional<T> sound) {
  static <T> Value<T> of(T value) {
    return new Value<>(Optional.of(value));
  }

  static <T> Value<T> unsound() {
    return new Value<>(Optional.empty());
  }

  boolean isSound() {
    return sound.isPresent();
  }

  /** The value; only to be asked where the section that holds it is sound. */
  T get() {
    return sound.orElseThrow();
  }

  <R> Value<R> then(Function<T, Value<R>> next) {
    return sound.map(next).orElseGet(Value::unsound);
  }

  <R> Value<R> map(Function<T, R> next) {
    return new Value<>(sound.map(next));
  }
}
