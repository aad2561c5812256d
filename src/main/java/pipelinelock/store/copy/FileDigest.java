package pipelinelock.store.copy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over all lines of a file so far, including their line feeds. */
final class FileDigest {
  private final MessageDigest digest;

  FileDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(byte[] line) {
    digest.update(line);
  }

  /** In hexadecimal digits; to be asked once, behind the last line. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
