package pipelinelock.aws.identity;

import java.time.InstantSource;
import java.util.function.Supplier;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A place that AWS credentials come from.
 *
 * @param label how messages name it: {@code profile 'ops' of /home/bot/.aws/config}
 * @param credentials throws {@link IdentityFailure} if there are none
 */
record CredentialOrigin(String label, AwsCredentialsProvider credentials) {
  /** One that gives credentials until their end, and is asked again shortly before. */
  static CredentialOrigin lasting(
      String label, Supplier<GivenCredentials> reading, InstantSource clock) {
    return new CredentialOrigin(label, new Lasting(reading, clock));
  }

  /** One that is known to be unusable: what is wrong is said when it is asked. */
  static CredentialOrigin unusable(String label, String what, String fix) {
    return new CredentialOrigin(
        label,
        () -> {
          throw failure(what, fix);
        });
  }

  AwsCredentials ask() {
    return credentials.resolveCredentials();
  }

  static IdentityFailure failure(String what, String fix) {
    return new IdentityFailure(AwsTrouble.unauthorised(what, fix));
  }
}
