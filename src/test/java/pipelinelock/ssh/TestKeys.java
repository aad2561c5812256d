package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Fresh key pairs, and how they are written. */
public final class TestKeys {
  /** The bytes of a 2048-bit RSA key in PKCS#8 before its PKCS#1 part. */
  private static final int PKCS8_HEADER = 26;

  private TestKeys() {}

  public static KeyPair ed25519() {
    return generate("ssh-ed25519", 256);
  }

  public static KeyPair rsa() {
    return generate("ssh-rsa", 2048);
  }

  public static KeyPair ecdsa() {
    return generate("ecdsa-sha2-nistp256", 256);
  }

  private static KeyPair generate(String type, int size) {
    try {
      return KeyUtils.generateKeyPair(type, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code ssh-keygen} writes a private key. */
  public static String openSsh(KeyPair pair) {
    return openSsh(pair, new OpenSSHKeyEncryptionContext(), false);
  }

  public static String encrypted(KeyPair pair, String passphrase) {
    var encryption = new OpenSSHKeyEncryptionContext();
    encryption.setCipherName("AES");
    encryption.setCipherMode("CTR");
    encryption.setCipherType("256");
    encryption.setKdfRounds(16);
    encryption.setPassword(passphrase);
    return openSsh(pair, encryption, true);
  }

  private static String openSsh(
      KeyPair pair, OpenSSHKeyEncryptionContext encryption, boolean encrypted) {
    try (var out = new ByteArrayOutputStream()) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
          pair, "test", encrypted ? encryption : null, out);
      return out.toString(UTF_8);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pkcs8(KeyPair pair) {
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /** As OpenSSL 1 and Terraform write an RSA key. */
  public static String pkcs1(KeyPair rsa) {
    byte[] whole = rsa.getPrivate().getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(whole, PKCS8_HEADER, whole.length));
  }

  private static String pem(String name, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            name, Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(bytes), name);
  }

  /** {@code ssh-ed25519 AAAA…}. */
  public static String publicLine(KeyPair pair) {
    return PublicKeyEntry.toString(pair.getPublic());
  }

  public static String fingerprint(KeyPair pair) {
    return KeyUtils.getFingerPrint(pair.getPublic());
  }
}
