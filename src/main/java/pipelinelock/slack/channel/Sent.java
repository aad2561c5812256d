package pipelinelock.slack.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of sending something to Slack.
 *
 * @param <T> Slack's answer if it accepted it
 */
public sealed interface Sent<T> {
  /** Slack took it. */
  record Done<T>(T answer) implements Sent<T> {}

  /** Not taken, because too much came at once. */
  record Slower<T>(Duration pause) implements Sent<T> {}

  /** No usable answer: Slack may have acted on it. */
  record InDoubt<T>(String why) implements Sent<T> {}

  /**
   * Slack said no and did nothing.
   *
   * @param error Slack's word for why
   */
  record Refused<T>(String error) implements Sent<T> {}

  /** Slack's answer, where it took it. */
  default Optional<T> taken() {
    return this instanceof Done<T>(var answer) ? Optional.of(answer) : Optional.empty();
  }

  /** The same with something of the answer. */
  default <U> Sent<U> map(Function<T, U> part) {
    return then(answer -> new Done<>(part.apply(answer)));
  }

  /** What comes of the next step, where this one was taken. */
  default <U> Sent<U> then(Function<T, Sent<U>> next) {
    return switch (this) {
      case Done<T>(var answer) -> next.apply(answer);
      case Slower<T>(var pause) -> new Slower<>(pause);
      case InDoubt<T>(var why) -> new InDoubt<>(why);
      case Refused<T>(var error) -> new Refused<>(error);
    };
  }
}
