package pipelinelock.audit.checkpoint.key;

/**
 * How a signature was made. The two forms sign texts with different beginnings, so neither
 * signature is valid as the other.
 */
public enum SignatureForm {
  /** Over the text itself. */
  ED25519(""),
  /** Ed25519ph of RFC 8032: over the text's SHA-512, for a signer that takes no long texts. */
  ED25519PH("ed25519ph ");

  private final String word;

  SignatureForm(String word) {
    this.word = word;
  }

  /** The start of the signature's line. */
  public String word() {
    return word;
  }

  /** That of a line behind {@code signature }. */
  public static SignatureForm of(String rest) {
    return rest.startsWith(ED25519PH.word) ? ED25519PH : ED25519;
  }
}
