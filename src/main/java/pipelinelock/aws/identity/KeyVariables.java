package pipelinelock.aws.identity;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}. */
final class KeyVariables {
  private static final String KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";

  private KeyVariables() {}

  /** Absent where neither of the two is set. */
  static Optional<CredentialOrigin> in(Variables variables) {
    var key = variables.get(KEY);
    var secret = variables.get(SECRET);
    var token = variables.get(TOKEN);
    if (key.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (key.isEmpty()) {
      return Optional.of(half(SECRET, KEY));
    }
    if (secret.isEmpty()) {
      return Optional.of(half(KEY, SECRET));
    }
    if (isOfSession(key.get()) && token.isEmpty()) {
      return Optional.of(
          CredentialOrigin.unusable(
              KEY,
              "%s is the key of a session (ASIA…), and %s is not set".formatted(KEY, TOKEN),
              "set it to the token that came with that key"));
    }
    var credentials = GivenCredentials.credentials(key.get(), secret.get(), token);
    return Optional.of(
        new CredentialOrigin("the variable " + KEY, StaticCredentialsProvider.create(credentials)));
  }

  private static CredentialOrigin half(String there, String missing) {
    return CredentialOrigin.unusable(
        there,
        "%s is set, and %s is not".formatted(there, missing),
        "set both, or neither if the credentials come from elsewhere");
  }

  /** Keys of a person or a service begin with {@code AKIA}, those of a session with this. */
  static boolean isOfSession(String key) {
    return key.startsWith("ASIA");
  }
}
