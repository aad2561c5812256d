package pipelinelock.audit.checkpoint.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/** Signs for one node. The private key is never in the database, and may be on another machine. */
public interface Signer {
  /** By which its public key is found among the trusted ones. */
  String keyId();

  /**
   * Signs.
   *
   * @return a signature over these bytes, of this signer's form
   */
  byte[] sign(byte[] text);

  /** How it signs. */
  default SignatureForm form() {
    return SignatureForm.ED25519;
  }

  /** The checkpoint under this signature. */
  default SignedCheckpoint signed(Checkpoint checkpoint) {
    var text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    return new SignedCheckpoint(checkpoint, form(), Base64.getEncoder().encodeToString(sign(text)));
  }
}
