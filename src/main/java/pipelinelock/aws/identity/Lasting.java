package pipelinelock.aws.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Caches credentials until shortly before they expire. Values are fetched in parallel: all callers
 * who wait for the same request share its result, failures included.
 */
final class Lasting implements AwsCredentialsProvider {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Duration SHARED = Duration.ofSeconds(2);

  private final Supplier<GivenCredentials> reading;
  private final InstantSource clock;
  private Optional<GivenCredentials> given = Optional.empty();
  private Optional<Failed> failed = Optional.empty();

  private record Failed(Instant at, AwsTrouble trouble) {}

  /**
   * @param reading asks for them; throws {@link IdentityFailure}
   */
  Lasting(Supplier<GivenCredentials> reading, InstantSource clock) {
    this.reading = reading;
    this.clock = clock;
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    if (holdFor(EARLY)) {
      return given.orElseThrow().credentials();
    }
    var recent = failed.filter(it -> clock.instant().isBefore(it.at().plus(SHARED)));
    if (recent.isPresent()) {
      return lastOr(recent.get().trouble());
    }
    try {
      given = Optional.of(reading.get());
      failed = Optional.empty();
      return given.get().credentials();
    } catch (IdentityFailure failure) {
      failed = Optional.of(new Failed(clock.instant(), failure.trouble()));
      return lastOr(failure.trouble());
    }
  }

  private boolean holdFor(Duration time) {
    return given
        .filter(it -> it.expires().filter(end -> clock.instant().plus(time).isAfter(end)).isEmpty())
        .isPresent();
  }

  /** The ones that end soon are better than none. */
  private AwsCredentials lastOr(AwsTrouble trouble) {
    if (holdFor(LATE)) {
      return given.orElseThrow().credentials();
    }
    throw new IdentityFailure(trouble);
  }
}
