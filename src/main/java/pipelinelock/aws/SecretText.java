package pipelinelock.aws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import pipelinelock.settings.read.SecretSource.Unreadable;

/** A fetched value as text. */
final class SecretText {
  /** In bytes; a settings value is far smaller. */
  static final int LARGEST = 1_000_000;

  private SecretText() {}

  static String of(String document, byte[] bytes) throws Unreadable {
    if (bytes.length > LARGEST) {
      throw new Unreadable(
          document + " is larger than 1 MB", "name the object that contains the value");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new Unreadable(document + " is not text in UTF-8", "write it as UTF-8 text");
    }
  }

  /** Without the line ends it ends in, as of a file. */
  static String whole(String text) {
    return text.replaceFirst("[\\r\\n]+\\z", "");
  }
}
