package pipelinelock.aws.identity;

import java.time.InstantSource;
import java.util.function.Supplier;
import pipelinelock.aws.trouble.IdentityFailure;
import pipelinelock.aws.trouble.Trouble;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A place that AWS credentials come from.
 *
 * @param told how messages name it: {@code profile 'ops' of /home/bot/.aws/config}
 * @param credentials throws {@link IdentityFailure} if there are none
 */
record Origin(String told, AwsCredentialsProvider credentials) {
  /** One that gives credentials until their end, and is asked again shortly before. */
  static Origin lasting(String told, Supplier<GivenCredentials> reading, InstantSource clock) {
    return new Origin(told, new Lasting(reading, clock));
  }

  /** One that is known to be unusable: what is wrong is said when it is asked. */
  static Origin unusable(String told, String what, String fix) {
    return new Origin(
        told,
        () -> {
          throw failure(what, fix);
        });
  }

  AwsCredentials ask() {
    return credentials.resolveCredentials();
  }

  static IdentityFailure failure(String what, String fix) {
    return new IdentityFailure(Trouble.unauthorised(what, fix));
  }
}
