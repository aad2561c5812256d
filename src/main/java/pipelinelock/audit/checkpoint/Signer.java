package pipelinelock.audit.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Signs for one node; its private key is not in the database, and may be in another machine. */
public interface Signer {
  /** By which its public key is found among the trusted ones. */
  String keyId();

  /**
   * Signs.
   *
   * @return an Ed25519 signature over these bytes
   */
  byte[] sign(byte[] text);

  /** The checkpoint under this signature. */
  default SignedCheckpoint signed(Checkpoint checkpoint) {
    var text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    return new SignedCheckpoint(checkpoint, Base64.getEncoder().encodeToString(sign(text)));
  }
}
