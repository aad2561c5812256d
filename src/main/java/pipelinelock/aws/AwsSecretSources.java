package pipelinelock.aws;

import java.time.Duration;
import java.util.List;
import pipelinelock.settings.SecretSource;

/** The places in AWS that a settings value may lie in; see docs/configuration.md. */
public final class AwsSecretSources {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private AwsSecretSources() {}

  /**
   * S3 and Secrets Manager. Values outside of the environments are fetched by the default access,
   * those of an environment as its {@code aws} section says. Nothing is asked before it is needed.
   */
  public static List<SecretSource> of() {
    return of(new SecretClients(), LIMIT);
  }

  static List<SecretSource> of(SecretClients clients, Duration limit) {
    return List.of(
        new S3Source(clients, AwsAccess.DEFAULT, limit),
        new SecretsManagerSource(clients, AwsAccess.DEFAULT, limit));
  }
}
