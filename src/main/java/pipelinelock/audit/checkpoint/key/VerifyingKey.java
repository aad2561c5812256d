package pipelinelock.audit.checkpoint.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import pipelinelock.audit.checkpoint.Digest;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/**
 * The public half of a node's key.
 *
 * @param id the first 16 hexadecimal digits of the SHA-256 of its encoded form
 */
public record VerifyingKey(String id, PublicKey key) {
  static final String ALGORITHM = "Ed25519";

  static VerifyingKey of(PublicKey key) {
    return new VerifyingKey(Digest.of(key.getEncoded()).substring(0, 16), key);
  }

  /**
   * Reads the encoded form (X.509 SubjectPublicKeyInfo) in base64, as written in the settings.
   *
   * @throws IllegalArgumentException when it is not an Ed25519 key
   */
  public static VerifyingKey parse(String text) {
    try {
      var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(text));
      return of(KeyFactory.getInstance(ALGORITHM).generatePublic(spec));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("it is not an Ed25519 key", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  boolean signed(SignedCheckpoint signed) {
    try {
      var text = signed.checkpoint().text().getBytes(StandardCharsets.UTF_8);
      return holds(signed.form(), text, signed.signatureBytes());
    } catch (IllegalArgumentException e) {
      return false; // no base64
    }
  }

  /** Whether the private half made this signature over this text, in this form. */
  public boolean holds(SignatureForm form, byte[] text, byte[] signature) {
    try {
      var check = Signature.getInstance(ALGORITHM);
      check.setParameter(new EdDSAParameterSpec(form == SignatureForm.ED25519PH));
      check.initVerify(key);
      check.update(text);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature that cannot be one
    }
  }
}
