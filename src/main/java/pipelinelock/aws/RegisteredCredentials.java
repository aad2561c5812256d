package pipelinelock.aws;

import java.util.Optional;
import pipelinelock.secrecy.KnownSecrets;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Registers credentials as secrets on first use and on each renewal, so that no text shows them:
 * AWS's message about a bad signature repeats the session token.
 */
record RegisteredCredentials(AwsCredentialsProvider from) implements AwsCredentialsProvider {
  @Override
  public AwsCredentials resolveCredentials() {
    var credentials = from.resolveCredentials();
    // Those of nobody, by which STS is asked with a web identity, have no key.
    var secret = Optional.ofNullable(credentials.secretAccessKey());
    if (credentials instanceof AwsSessionCredentials session) {
      secret.ifPresent(KnownSecrets::addToken);
      KnownSecrets.addToken(session.sessionToken());
    } else {
      secret.ifPresent(KnownSecrets::add);
    }
    return credentials;
  }

  @Override
  public String toString() {
    return "KeptBack[]";
  }
}
