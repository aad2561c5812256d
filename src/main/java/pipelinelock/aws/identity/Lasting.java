package pipelinelock.aws.identity;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.RefreshResult;

/** Credentials that are kept as long as they hold; a failure is not kept. */
final class Lasting implements AwsCredentialsProvider {
  private final CachedSupplier<AwsCredentials> kept;

  Lasting(Supplier<GivenCredentials> reading) {
    this.kept = CachedSupplier.builder(() -> refreshed(reading.get())).build();
  }

  private static RefreshResult<AwsCredentials> refreshed(GivenCredentials given) {
    var stale = given.expires().map(it -> it.minusSeconds(60));
    var early = given.expires().map(it -> it.minusSeconds(300));
    return RefreshResult.builder(given.credentials())
        .staleTime(stale.orElse(null))
        .prefetchTime(early.orElse(null))
        .build();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return kept.get();
  }
}
