package pipelinelock.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the SDK's clients; they live as long as the bot. */
final class Clients {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private Clients() {}

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
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(configured(StsClient.builder(), config, own).build())
        .refreshRequest(
            request -> {
              request.roleArn(role.arn()).roleSessionName(role.session());
              role.externalId().ifPresent(request::externalId);
            })
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, CodeCommitConfig config, AwsCredentialsProvider credentials) {
    config.access().endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(config.repository().region()))
        .credentialsProvider(credentials)
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
        .build();
  }
}
