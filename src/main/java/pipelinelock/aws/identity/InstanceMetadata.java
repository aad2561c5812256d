package pipelinelock.aws.identity;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The machine's role, from the EC2 metadata service. Used if nothing else is configured. */
final class InstanceMetadata implements AwsCredentialsProvider {
  private static final String ELSE =
      "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  private static final String GIVE = "give the bot's machine a role, or " + ELSE;

  private final AwsCredentialsProvider provider;
  private final String others;

  private InstanceMetadata(AwsCredentialsProvider provider, String others) {
    this.provider = provider;
    this.others = others;
  }

  /**
   * The last place.
   *
   * @param profile what was found of the profile that is meant
   */
  static CredentialOrigin in(Variables variables, String profile) {
    String others = "no environment variable names any, and " + profile;
    if (variables.isTrue("AWS_EC2_METADATA_DISABLED")) {
      return CredentialOrigin.unusable(
          "nowhere",
          "there are no AWS credentials: %s; AWS_EC2_METADATA_DISABLED keeps the bot from asking this machine"
              .formatted(others),
          GIVE);
    }
    var builder = InstanceProfileCredentialsProvider.builder();
    variables.get("AWS_EC2_METADATA_SERVICE_ENDPOINT").ifPresent(builder::endpoint);
    return new CredentialOrigin(
        "the role of this machine (EC2 metadata)", new InstanceMetadata(builder.build(), others));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (SdkException failure) {
      throw explained(failure);
    }
  }

  private SdkClientException explained(SdkException failure) {
    var causes = Throwables.getCausalChain(failure);
    String metadata = "the metadata service of this machine (EC2)";
    var refused = status(causes);
    if (refused.isPresent()) {
      return CredentialOrigin.failure(
          "%s answered %d to the bot".formatted(metadata, refused.get()),
          "enable it for this instance (aws ec2 modify-instance-metadata-options), or " + ELSE);
    }
    if (isAny(causes, "requested metadata is not found")) {
      return CredentialOrigin.failure(
          metadata + " says that the instance has no role", "give the instance a role, or " + ELSE);
    }
    if (causes.stream().anyMatch(InterruptedIOException.class::isInstance)) {
      return CredentialOrigin.failure(
          "there are no AWS credentials: %s, and %s did not answer in time"
              .formatted(others, metadata),
          GIVE + "; for a container on an instance, set http-put-response-hop-limit to 2");
    }
    if (causes.stream().anyMatch(IOException.class::isInstance)) {
      return CredentialOrigin.failure(
          "there are no AWS credentials: %s, and there is no %s"
              .formatted(others, metadata.substring("the ".length())),
          GIVE);
    }
    return CredentialOrigin.failure(metadata + " sent an answer that the bot cannot read", GIVE);
  }

  private static Optional<Integer> status(List<Throwable> causes) {
    return causes.stream()
        .filter(SdkServiceException.class::isInstance)
        .map(it -> ((SdkServiceException) it).statusCode())
        .findFirst();
  }

  private static boolean isAny(List<Throwable> causes, String words) {
    return causes.stream().anyMatch(it -> String.valueOf(it.getMessage()).contains(words));
  }
}
