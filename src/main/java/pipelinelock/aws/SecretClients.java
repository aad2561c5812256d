package pipelinelock.aws;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.aws.CodeCommitConfig.Role;
import pipelinelock.aws.identity.AssumedRole;
import pipelinelock.aws.identity.OwnIdentity;
import pipelinelock.aws.identity.Regions;
import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.FromAws;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Creates the clients that fetch settings; clients of the same role share credentials. */
public final class SecretClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration ASSUME = Duration.ofSeconds(8);

  /** Made when it is needed: it takes long, and most settings name nothing in AWS. */
  private final Supplier<SdkHttpClient> http =
      Suppliers.memoize(
          () ->
              UrlConnectionHttpClient.builder()
                  .connectionTimeout(CONNECT)
                  .socketTimeout(SILENCE)
                  .build());

  private final Endpoints endpoints;
  private final Regions regions;
  private final OwnIdentity own;
  private final Map<Assumed, AwsCredentialsProvider> assumed = new ConcurrentHashMap<>();

  /** A role, and where STS is asked for it. */
  private record Assumed(Role role, Region region) {}

  /**
   * Nothing is asked or looked up before it is needed.
   *
   * @param variables of the process, which say as whom and where AWS is asked
   */
  public SecretClients(Map<String, String> variables) {
    this(variables, OwnIdentity.PROGRAM);
  }

  /**
   * @param program how long a program that gives credentials may take
   */
  SecretClients(Map<String, String> variables, Duration program) {
    this.endpoints = new Endpoints(variables);
    this.regions = new Regions(variables);
    this.own =
        new OwnIdentity(
            variables, (who, role) -> sts(who, regions.of(role)), program, InstantSource.system());
  }

  /** Follows a bucket into its own region. */
  public S3Client s3(AwsAccess access, Duration limit) {
    var region = region(access);
    var endpoint = endpoints.of("S3");
    var builder =
        S3Client.builder()
            .region(region)
            .crossRegionAccessEnabled(true)
            .forcePathStyle(endpoint.isPresent());
    return prepare(builder, endpoint, limit)
        .credentialsProvider(credentials(access, region))
        .build();
  }

  SecretsManagerClient secrets(AwsAccess access, Duration limit) {
    var region = region(access);
    return prepare(
            SecretsManagerClient.builder().region(region), endpoints.of("SECRETS_MANAGER"), limit)
        .credentialsProvider(credentials(access, region))
        .build();
  }

  public KmsClient kms(AwsAccess access, Duration limit) {
    var region = region(access);
    return prepare(KmsClient.builder().region(region), endpoints.of("KMS"), limit)
        .credentialsProvider(credentials(access, region))
        .build();
  }

  SsmClient parameters(AwsAccess access, Duration limit) {
    var region = region(access);
    return prepare(SsmClient.builder().region(region), endpoints.of("SSM"), limit)
        .credentialsProvider(credentials(access, region))
        .build();
  }

  /** Says who AWS takes the bot for. */
  StsClient identity(AwsAccess access) {
    var region = region(access);
    return sts(credentials(access, region), region);
  }

  /** What was asked, for what is said of a failure. */
  public Asked asked(AwsAccess access, String right) {
    return new Asked(who(access), right);
  }

  /** Whom rights must be given to. */
  String who(AwsAccess access) {
    return access.role().map(it -> "role " + it.arn()).orElseGet(own::label);
  }

  /** The place that the bot's own credentials come from. */
  String from() {
    return own.from();
  }

  private AwsCredentialsProvider credentials(AwsAccess access, Region region) {
    return access
        .role()
        .map(role -> assumed.computeIfAbsent(new Assumed(role, region), this::assume))
        .<AwsCredentialsProvider>map(RegisteredCredentials::new)
        .orElseGet(() -> new RegisteredCredentials(own));
  }

  private AwsCredentialsProvider assume(Assumed what) {
    var role = what.role();
    return new AssumedRole(sts(own, what.region()), role.request(), own.label());
  }

  private StsClient sts(AwsCredentialsProvider who, Region region) {
    return prepare(StsClient.builder().region(region), endpoints.of("STS"), ASSUME)
        .credentialsProvider(new RegisteredCredentials(who))
        .build();
  }

  /** Asks the machine only where the settings and the variables name no region. */
  private Region region(AwsAccess access) {
    return access.region().map(Region::of).orElseGet(regions::usual);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepare(
      B builder, Optional<URI> endpoint, Duration limit) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http.get())
        .overrideConfiguration(
            options ->
                options
                    .apiCallTimeout(limit)
                    .retryStrategy(RetryMode.STANDARD)
                    .addExecutionInterceptor(new FromAws()));
  }
}
