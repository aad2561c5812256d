package pipelinelock.aws.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Credentials in the format of a {@code credential_process} or a container's endpoint.
 *
 * @param expires absent: never
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html">
 *     AWS SDKs and tools reference, "Process credential provider"</a>
 */
record GivenCredentials(AwsCredentials credentials, Optional<Instant> expires) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was given is no credentials; the message follows the giver's name. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String what) {
      super(what);
    }

    String what() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads the JSON.
   *
   * @param token the key of the session token: {@code SessionToken} or {@code Token}
   */
  static GivenCredentials of(String text, String token, InstantSource clock) throws Unusable {
    var json = json(text);
    if (json.hasNonNull("Version") && json.get("Version").asInt() != 1) {
      throw new Unusable("returned JSON with a version other than 1");
    }
    var key = text(json, "AccessKeyId");
    var secret = text(json, "SecretAccessKey");
    if (key.isEmpty() || secret.isEmpty()) {
      throw new Unusable("returned JSON without AccessKeyId or SecretAccessKey");
    }
    var expires = expires(json);
    if (expires.filter(it -> !it.isAfter(clock.instant())).isPresent()) {
      throw new Unusable("returned credentials that expired at %s".formatted(expires.get()));
    }
    return new GivenCredentials(credentials(key.get(), secret.get(), text(json, token)), expires);
  }

  static AwsCredentials credentials(String key, String secret, Optional<String> token) {
    return token
        .<AwsCredentials>map(it -> AwsSessionCredentials.create(key, secret, it))
        .orElseGet(() -> AwsBasicCredentials.create(key, secret));
  }

  private static JsonNode json(String text) throws Unusable {
    try {
      var json = JSON.readTree(text);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException _) {
      // Said below. Its message would repeat what was read.
    }
    throw new Unusable("returned something that is not JSON");
  }

  private static Optional<Instant> expires(JsonNode json) throws Unusable {
    try {
      return text(json, "Expiration").map(it -> OffsetDateTime.parse(it).toInstant());
    } catch (DateTimeException _) {
      throw new Unusable("returned an Expiration that is not a time");
    }
  }

  private static Optional<String> text(JsonNode json, String key) {
    return Optional.ofNullable(json.get(key))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(it -> !it.isBlank());
  }
}
