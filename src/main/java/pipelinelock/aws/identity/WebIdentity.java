package pipelinelock.aws.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.Cause;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/** A role that is assumed with another system's token, as in a Kubernetes pod. */
final class WebIdentity implements AwsCredentialsProvider {
  private static final String FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final String ROLE = "AWS_ROLE_ARN";

  private final Path file;
  private final String role;
  private final AwsCredentialsProvider provider;

  /**
   * A role.
   *
   * @param session the name under which CloudTrail shows it
   */
  WebIdentity(Path file, String role, String session, Sts sts) {
    this.file = file;
    this.role = role;
    this.provider =
        StsWebIdentityTokenFileCredentialsProvider.builder()
            .stsClient(sts.as(AnonymousCredentialsProvider.create(), role))
            .roleArn(role)
            .roleSessionName(session)
            .webIdentityTokenFile(file)
            .build();
  }

  /** By variables; absent where none of the two is set. */
  static Optional<CredentialOrigin> in(Variables variables, Sts sts) {
    var file = variables.get(FILE);
    var role = variables.get(ROLE);
    if (file.isEmpty()) {
      return Optional.empty(); // the role alone is also what people put beside a profile
    }
    if (role.isEmpty()) {
      return Optional.of(
          CredentialOrigin.unusable(
              FILE,
              "%s is set, and %s is not".formatted(FILE, ROLE),
              "set both, or neither if the credentials come from elsewhere"));
    }
    var session = variables.get("AWS_ROLE_SESSION_NAME").orElse("pipeline-lock");
    return Optional.of(
        new CredentialOrigin(
            "the web identity token of " + FILE,
            new WebIdentity(Path.of(file.get()), role.get(), session, sts)));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    readable();
    try {
      return provider.resolveCredentials();
    } catch (SdkException failure) {
      throw new IdentityFailure(trouble(failure));
    }
  }

  private void readable() {
    try {
      if (Files.readString(file).isBlank()) {
        throw CredentialOrigin.failure(
            "the web identity token file %s is empty".formatted(file),
            "check what writes it, for example the pod's service account");
      }
    } catch (NoSuchFileException _) {
      throw CredentialOrigin.failure(
          "there is no web identity token file " + file,
          "check the pod's service account, which provides it, or correct " + FILE);
    } catch (IOException _) {
      throw CredentialOrigin.failure(
          "the web identity token file %s cannot be read".formatted(file),
          "give the bot's user permission to read it");
    }
  }

  private AwsTrouble trouble(SdkException failure) {
    String text = AssumedRole.text(failure);
    String refused = "STS refuses the web identity token of %s for role %s".formatted(file, role);
    if (text.startsWith("Token expired") || text.contains("must be before the expiration")) {
      return AwsTrouble.unauthorised(
          refused + ": it has expired", "check what renews it, and this machine's clock");
    }
    if (text.contains("OpenIDConnect provider")) {
      return AwsTrouble.unauthorised(
          refused + ": the account does not know its issuer",
          "create the OIDC provider of that cluster in the role's account");
    }
    if (text.contains("audience")) {
      return AwsTrouble.unauthorised(
          refused + ": it is for another audience",
          "set the audience sts.amazonaws.com where the token is made, and in the OIDC provider");
    }
    var trouble =
        AwsTrouble.of(failure, new Asked("that token", "sts:AssumeRoleWithWebIdentity", "assumed"));
    if (trouble.cause() instanceof Cause.Denied) {
      return AwsTrouble.unauthorised(
          refused, "add that provider and that service account to the role's trust policy");
    }
    return new AwsTrouble(
        trouble.kind(),
        "STS %s when the bot assumed role %s with the web identity token of %s"
            .formatted(trouble.what(), role, file),
        trouble.fix());
  }
}
