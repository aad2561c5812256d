package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.Optional;

/** One thing that was observed, or the reason why it could not be. */
public sealed interface Fact<T> {
  Source source();

  /** When the answer came, or when waiting for it was given up. */
  Instant at();

  /** The value, where it could be read. */
  Optional<T> value();

  /** It was read. */
  record Known<T>(T observed, Source source, Instant at) implements Fact<T> {
    @Override
    public Optional<T> value() {
      return Optional.of(observed);
    }
  }

  /**
   * It could not be read.
   *
   * @param reason a clause fit for Slack: {@code Concourse did not answer within 1.5 s}
   */
  record NotRead<T>(Source source, String reason, Instant at) implements Fact<T> {
    @Override
    public Optional<T> value() {
      return Optional.empty();
    }
  }
}
