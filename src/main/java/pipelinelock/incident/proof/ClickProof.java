package pipelinelock.incident.proof;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of the request by which Slack reported a person's decision. Never its body, which
 * contains an address at which anybody could answer.
 *
 * @param body SHA-256 of the body, in hexadecimal digits
 * @param timestamp Slack's, as signed; empty in Socket Mode
 * @param signature Slack's, over the timestamp and the body; empty in Socket Mode, where nothing is
 *     signed
 * @param card digest of the message that the person saw and pressed; empty if something was typed
 */
public record ClickProof(
    String body, Optional<String> timestamp, Optional<String> signature, Optional<String> card) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
  private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");

  public ClickProof {
    require(DIGEST, Optional.of(body));
    require(TIMESTAMP, timestamp);
    require(SIGNATURE, signature);
    require(DIGEST, card);
    if (timestamp.isPresent() != signature.isPresent()) {
      throw new IllegalArgumentException("a signature has its timestamp, and no other has one");
    }
  }

  private static void require(Pattern form, Optional<String> text) {
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      throw new IllegalArgumentException("this is not part of a proof: " + text.get());
    }
  }

  /** The same request, in answer to this card. */
  public ClickProof of(Optional<String> seen) {
    return new ClickProof(body, timestamp, signature, seen);
  }
}
