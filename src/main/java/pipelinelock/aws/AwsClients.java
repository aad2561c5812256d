package pipelinelock.aws;

import java.time.Duration;
import java.util.Map;
import pipelinelock.aws.identity.AssumedRole;
import pipelinelock.aws.identity.OwnIdentity;
import pipelinelock.aws.identity.Regions;
import pipelinelock.aws.trouble.FromAws;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Creates the SDK's clients, which live as long as the bot. */
final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private AwsClients() {}

  /** The bot's own credentials, as this process has them. */
  static AwsCredentialsProvider own(CodeCommitConfig config) {
    Map<String, String> variables = System.getenv();
    var regions = new Regions(variables);
    return new OwnIdentity(
        variables,
        (who, role) ->
            configured(StsClient.builder(), config, who).region(regions.of(role)).build());
  }

  /**
   * @param own the bot's own credentials
   */
  static CodeCommitClient codeCommit(CodeCommitConfig config, AwsCredentialsProvider own) {
    var credentials =
        config
            .access()
            .role()
            .<AwsCredentialsProvider>map(role -> assumed(role, config, own))
            .orElse(own);
    return configured(CodeCommitClient.builder(), config, credentials).build();
  }

  private static AwsCredentialsProvider assumed(
      CodeCommitConfig.Role role, CodeCommitConfig config, AwsCredentialsProvider own) {
    var sts = configured(StsClient.builder(), config, own).build();
    String who = own instanceof OwnIdentity it ? it.label() : "the bot's AWS credentials";
    return new AssumedRole(sts, role.request(), who);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, CodeCommitConfig config, AwsCredentialsProvider credentials) {
    config.access().endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(config.repository().region()))
        .credentialsProvider(new RegisteredCredentials(credentials))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(config.deadline()))
        .overrideConfiguration(limits(config.deadline()));
  }

  private static ClientOverrideConfiguration limits(Duration deadline) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(deadline)
        .retryStrategy(RetryMode.STANDARD)
        .addExecutionInterceptor(new FromAws())
        .build();
  }
}
