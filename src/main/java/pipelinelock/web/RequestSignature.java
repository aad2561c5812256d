package pipelinelock.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature of a request, version v0
 * (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 *
 * @param timestamp seconds since 1970, as the header has it
 */
record RequestSignature(String timestamp, String signature) {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern FORM = Pattern.compile("v0=[0-9a-fA-F]{64}");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Whether there is none at all. */
  boolean isAbsent() {
    return timestamp.isEmpty() && signature.isEmpty();
  }

  /** Whether it looks like one: all that can be checked before the body is there. */
  boolean isWellFormed() {
    return FORM.matcher(signature).matches();
  }

  /** When it was made, as it says; only of one that is fresh. */
  Instant time() {
    return Instant.ofEpochSecond(Long.parseLong(timestamp));
  }

  /** Whether it was made less than five minutes ago, and not in the future by as much. */
  boolean isFresh(Instant now) {
    if (!SECONDS.matcher(timestamp).matches()) {
      return false;
    }
    var age = Duration.between(time(), now).abs();
    return age.compareTo(TOLERANCE) < 0;
  }

  /** Whether one of these secrets signed exactly these bytes. */
  boolean isOf(byte[] body, List<String> secrets) {
    boolean valid = false;
    for (String secret : secrets) {
      byte[] expected = expected(secret, body).getBytes(US_ASCII);
      valid |= MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
    }
    return valid;
  }

  private String expected(String secret, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update(("v0:" + timestamp + ":").getBytes(UTF_8));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
