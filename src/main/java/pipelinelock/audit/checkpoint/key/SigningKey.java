package pipelinelock.audit.checkpoint.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private Ed25519 key, stored in a file as PKCS #8 in PEM. */
public final class SigningKey implements Signer {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final VerifyingKey verifying;

  private SigningKey(KeyPair pair) {
    this.key = pair.getPrivate();
    this.verifying = VerifyingKey.of(pair.getPublic());
  }

  public static SigningKey generate() {
    return new SigningKey(generator().generateKeyPair());
  }

  private static KeyPairGenerator generator() {
    try {
      return KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /**
   * Reads what {@link #pem} wrote, or {@code openssl genpkey -algorithm ed25519}.
   *
   * @throws IllegalArgumentException when it is no such key; without a word of the text
   */
  public static SigningKey parse(String pem) {
    var body = pem.strip();
    if (!body.startsWith(BEGIN) || !body.endsWith(END)) {
      throw new IllegalArgumentException("it is not a private key in PEM form");
    }
    try {
      var encoded =
          Base64.getMimeDecoder()
              .decode(body.substring(BEGIN.length(), body.length() - END.length()));
      var read =
          (EdECPrivateKey)
              KeyFactory.getInstance(VerifyingKey.ALGORITHM)
                  .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(pair(read));
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException _) {
      throw new IllegalArgumentException("it is not an Ed25519 key");
    }
  }

  /** The JDK derives the public half only when it makes a pair from its seed. */
  private static KeyPair pair(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("no seed"));
    var generator = generator();
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair();
  }

  /** Gives the seed where the generator asks for random bytes. */
  private static final class Seed extends java.security.SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  public VerifyingKey verifying() {
    return verifying;
  }

  /** The private key, for its file. */
  public String pem() {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return BEGIN + "\n" + lines + "\n" + END + "\n";
  }

  @Override
  public String keyId() {
    return verifying.id();
  }

  @Override
  public byte[] sign(byte[] text) {
    try {
      var signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with the key " + keyId(), e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId() + "]";
  }
}
