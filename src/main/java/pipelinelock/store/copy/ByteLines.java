package pipelinelock.store.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** The lines of a file, byte for byte: only a line feed ends one. */
final class ByteLines {
  /** No event is as long; who writes such a line wants the reader to run out of memory. */
  private static final int LONGEST = 16 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int begin;
  private int filled;

  /**
   * A line.
   *
   * @param bytes with the line feed, where there is one: only the last line may lack it
   */
  record Line(byte[] bytes) {
    boolean isWhole() {
      return bytes[bytes.length - 1] == '\n';
    }

    /** Without its end; empty where that is no text. */
    Optional<String> text() {
      int length = isWhole() ? bytes.length - 1 : bytes.length;
      var text = new String(bytes, 0, length, UTF_8);
      // what is no UTF-8 has become U+FFFD, which may also stand there as it is
      return text.indexOf('\uFFFD') < 0 || isText(length) ? Optional.of(text) : Optional.empty();
    }

    private boolean isText(int length) {
      try {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }
  }

  ByteLines(InputStream in) {
    this.in = in;
  }

  /** Empty behind the last. */
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream(512);
    while (true) {
      int end = begin;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      boolean found = end < filled;
      int until = found ? end + 1 : end;
      line.write(buffer, begin, until - begin);
      begin = until;
      if (found || line.size() > LONGEST || !isFilled()) {
        return line.size() == 0 ? Optional.empty() : Optional.of(new Line(line.toByteArray()));
      }
    }
  }

  /** False at the end. */
  private boolean isFilled() throws IOException {
    begin = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }
}
