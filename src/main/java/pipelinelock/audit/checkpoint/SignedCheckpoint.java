package pipelinelock.audit.checkpoint;

import java.util.Base64;
import pipelinelock.audit.checkpoint.key.SignatureForm;

/**
 * A checkpoint and the signature over its text.
 *
 * @param form how the signature was made
 * @param signature in base64
 */
public record SignedCheckpoint(Checkpoint checkpoint, SignatureForm form, String signature) {
  private static final String LAST_LINE = "signature ";

  /** As it is stored and given to witnesses: the signed text, and a last line. */
  public String text() {
    return checkpoint.text() + LAST_LINE + form.word() + signature + "\n";
  }

  /**
   * Reads such a text.
   *
   * @throws IllegalArgumentException when it is none, or says the same in other bytes
   */
  public static SignedCheckpoint parse(String text) {
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    if (last == 0 || !text.endsWith("\n") || !text.startsWith(LAST_LINE, last)) {
      throw new IllegalArgumentException("it has no signature");
    }
    var rest = text.substring(last + LAST_LINE.length(), text.length() - 1);
    var form = SignatureForm.of(rest);
    var signature = rest.substring(form.word().length());
    var read = new SignedCheckpoint(CheckpointText.read(text.substring(0, last)), form, signature);
    if (!read.text().equals(text) || !encoded(read.signatureBytes()).equals(signature)) {
      throw new IllegalArgumentException("it is not in the form of a checkpoint");
    }
    return read;
  }

  private static String encoded(byte[] signature) {
    return Base64.getEncoder().encodeToString(signature);
  }

  public byte[] signatureBytes() {
    return Base64.getDecoder().decode(signature);
  }

  /** Identifies it. */
  public String digest() {
    return checkpoint.digest();
  }
}
