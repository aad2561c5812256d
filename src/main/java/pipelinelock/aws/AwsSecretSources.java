package pipelinelock.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pipelinelock.settings.read.SecretSource;

/** The places in AWS that a settings value can come from; see docs/configuration.md. */
public final class AwsSecretSources {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private AwsSecretSources() {}

  /**
   * S3, Secrets Manager and the Systems Manager. Values outside of the environments are fetched by
   * the default access, those of an environment as its {@code aws} section says. Nothing is asked
   * before it is needed.
   *
   * @param variables of the process
   */
  public static List<SecretSource> of(Map<String, String> variables) {
    return of(new SecretClients(variables), LIMIT);
  }

  static List<SecretSource> of(SecretClients clients, Duration limit) {
    return List.of(
        new S3Source(clients, AwsAccess.DEFAULT, limit),
        new SecretsManagerSource(clients, AwsAccess.DEFAULT, limit),
        new ParameterSource(clients, AwsAccess.DEFAULT, limit));
  }
}
