package pipelinelock.diagnosis.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A hash over the facts that a decision rests on. It stays the same while only time passes, and
 * changes when the lock, a build, a VM or what can be read changes.
 *
 * @param hex SHA-256, 64 lower-case digits
 */
public record Fingerprint(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a fingerprint is 64 hexadecimal digits, not '%s'".formatted(hex));
    }
  }

  /** What it is a hash over, when joined by line feeds: the decisive facts, one a line. */
  public static List<String> facts(Evidence evidence) {
    return DecisiveFacts.of(evidence);
  }

  /** The mark of this evidence. */
  public static Fingerprint of(Evidence evidence) {
    String facts = String.join("\n", facts(evidence));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** For people: {@code EV-7F3A21C0}. */
  public String shortForm() {
    return "EV-" + hex.substring(0, 8).toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return shortForm();
  }
}
