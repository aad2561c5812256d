package pipelinelock.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a private key from PEM: PKCS#8, or the PKCS#1 form that BOSH itself generates. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END \\1-----");
  // Version 0, and the AlgorithmIdentifier of rsaEncryption (RFC 5208, RFC 3279).
  private static final byte[] PKCS8_OF_RSA =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private PrivateKeys() {}

  static PrivateKey parse(String pem) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw new GeneralSecurityException("no private key");
    }
    byte[] der = decoded(matcher.group(2));
    return matcher.group(1).startsWith("RSA") ? pkcs8(wrapped(der)) : pkcs8(der);
  }

  private static byte[] decoded(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not base64", e);
    }
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // The next kind, then: a key does not show its algorithm before it is read.
      }
    }
    throw new GeneralSecurityException("a key of an unknown kind");
  }

  private static byte[] wrapped(byte[] pkcs1) {
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(PKCS8_OF_RSA);
    inner.writeBytes(element(0x04, pkcs1));
    return element(0x30, inner.toByteArray());
  }

  /** A DER element: tag, length, content. */
  private static byte[] element(int tag, byte[] content) {
    var der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length < 0x80) {
      der.write(content.length);
    } else {
      // An RSA key is longer than 255 bytes and shorter than 65,536.
      der.write(0x82);
      der.write(content.length >> 8);
      der.write(content.length);
    }
    der.writeBytes(content);
    return der.toByteArray();
  }
}
