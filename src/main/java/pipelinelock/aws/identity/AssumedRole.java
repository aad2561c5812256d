package pipelinelock.aws.identity;

import java.util.Optional;
import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.Cause;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Assumes a role when it is first needed, and keeps it until shortly before it expires. */
public final class AssumedRole implements AwsCredentialsProvider {
  private static final String SOURCE_IDENTITY = "sts:SetSourceIdentity";

  private final AwsCredentialsProvider role;
  private final String arn;
  private final String who;

  /**
   * The role.
   *
   * @param sts asks as the one who takes it on
   * @param who messages call that one so
   */
  public AssumedRole(StsClient sts, AssumeRoleRequest request, String who) {
    this.role =
        StsAssumeRoleCredentialsProvider.builder().stsClient(sts).refreshRequest(request).build();
    this.arn = request.roleArn();
    this.who = who;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return role.resolveCredentials();
    } catch (IdentityFailure explained) {
      throw explained;
    } catch (SdkException failure) {
      throw new IdentityFailure(trouble(failure));
    }
  }

  private AwsTrouble trouble(SdkException failure) {
    var trouble = AwsTrouble.of(failure, new Asked(who, "sts:AssumeRole", "assumed"));
    String text = text(failure);
    if (text.contains("role chaining")) {
      return AwsTrouble.unauthorised(
          "a role that assumes role %s gets a session of one hour at most".formatted(arn),
          "remove its session duration, or set it to 1h");
    }
    if (text.contains("MaxSessionDuration")) {
      return AwsTrouble.unauthorised(
          "the session duration is longer than role %s allows".formatted(arn),
          "reduce the session duration, or increase the role's maximum session duration");
    }
    if (trouble.cause() instanceof Cause.Denied(var detail) && text.contains(SOURCE_IDENTITY)) {
      return new AwsTrouble(
          trouble.kind(),
          "AWS does not allow the bot to name a source identity in role %s%s"
              .formatted(arn, detail),
          "allow %s besides sts:AssumeRole for %s, in the role's trust policy too, or remove aws.source_identity"
              .formatted(SOURCE_IDENTITY, who));
    }
    if (trouble.cause() instanceof Cause.Denied(var detail)) {
      return new AwsTrouble(
          trouble.kind(),
          "AWS does not allow the bot to assume role %s%s".formatted(arn, detail),
          "allow sts:AssumeRole on it for %s, and add that identity to its trust policy, with the external id that it requires (aws.external_id)"
              .formatted(who));
    }
    return new AwsTrouble(
        trouble.kind(),
        "STS %s when the bot assumed role %s".formatted(trouble.what(), arn),
        trouble.fix());
  }

  /** Only looked into, never shown. */
  static String text(SdkException failure) {
    return failure instanceof AwsServiceException refused
        ? Optional.ofNullable(refused.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .orElse("")
        : "";
  }
}
