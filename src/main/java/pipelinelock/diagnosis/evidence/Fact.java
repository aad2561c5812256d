package pipelinelock.diagnosis.evidence;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;

/** One thing that was observed, or the reason why it could not be. */
public sealed interface Fact<T> {
  Source source();

  /** When the answer came, or when waiting for it was given up. */
  Instant at();

  /** The value, where it could be read. */
  Optional<T> value();

  default boolean isKnown() {
    return value().isPresent();
  }

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
   * @param kind distinguishes a source that is silent from one that answers, but not this
   */
  record NotRead<T>(Source source, String reason, Instant at, RemoteFailure.Kind kind)
      implements Fact<T> {
    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    /** The source knows the question and does not answer this account. */
    public boolean isRefused() {
      return kind == RemoteFailure.Kind.UNAUTHORISED || kind == RemoteFailure.Kind.FORBIDDEN;
    }

    /** The source gave no answer at all, or one that only a broken server gives. */
    public boolean isSilence() {
      return switch (kind) {
        case UNREACHABLE, TIMED_OUT, BROKEN -> true;
        case UNTRUSTED,
            AWAITED,
            UNAUTHORISED,
            FORBIDDEN,
            NOT_FOUND,
            REFUSED,
            BUSY,
            GARBAGE,
            UNREADY ->
            false;
      };
    }

    /** Nobody was asked, as the bot lacks what it needs for that. */
    public boolean isUnready() {
      return kind == RemoteFailure.Kind.UNREADY;
    }

    /** Its answer may still come: a slow source is not a silent one. */
    public boolean isAwaited() {
      return kind == RemoteFailure.Kind.AWAITED;
    }
  }
}
