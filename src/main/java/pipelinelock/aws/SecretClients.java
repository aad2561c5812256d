package pipelinelock.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.aws.CodeCommitConfig.Role;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Makes the clients that settings are fetched by; those of one role share its credentials. */
final class SecretClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration ASSUME = Duration.ofSeconds(5);

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE).build();
  private final Optional<URI> endpoint;
  private final AwsCredentialsProvider own;
  private final Map<Assumed, AwsCredentialsProvider> assumed = new ConcurrentHashMap<>();

  /** A role, and where STS is asked for it. */
  private record Assumed(Role role, Region region) {}

  /** Nothing is asked or looked up before it is needed. */
  SecretClients() {
    this(Optional.empty(), DefaultCredentialsProvider.builder().build());
  }

  /**
   * @param endpoint where every service is, in place of its own address
   */
  SecretClients(Optional<URI> endpoint, AwsCredentialsProvider own) {
    this.endpoint = endpoint;
    this.own = own;
  }

  /** Follows a bucket into its own region. */
  S3Client s3(AwsAccess access, Duration limit) {
    var region = region(access);
    var builder =
        S3Client.builder()
            .region(region)
            .crossRegionAccessEnabled(true)
            .forcePathStyle(endpoint.isPresent());
    return prepare(builder, limit).credentialsProvider(credentials(access, region)).build();
  }

  SecretsManagerClient secrets(AwsAccess access, Duration limit) {
    var region = region(access);
    return prepare(SecretsManagerClient.builder().region(region), limit)
        .credentialsProvider(credentials(access, region))
        .build();
  }

  private AwsCredentialsProvider credentials(AwsAccess access, Region region) {
    return access
        .role()
        .map(role -> assumed.computeIfAbsent(new Assumed(role, region), this::assume))
        .orElse(own);
  }

  private AwsCredentialsProvider assume(Assumed what) {
    var role = what.role();
    var request = AssumeRoleRequest.builder().roleArn(role.arn()).roleSessionName(role.session());
    role.externalId().ifPresent(request::externalId);
    var sts =
        prepare(StsClient.builder().region(what.region()), ASSUME).credentialsProvider(own).build();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(request.build())
        .build();
  }

  /** Asks the machine only where the settings name no region. */
  private static Region region(AwsAccess access) {
    return access
        .region()
        .map(Region::of)
        .orElseGet(() -> DefaultAwsRegionProviderChain.builder().build().getRegion());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepare(
      B builder, Duration limit) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http)
        .overrideConfiguration(
            options -> options.apiCallTimeout(limit).retryStrategy(RetryMode.STANDARD));
  }
}
