package pipelinelock.bosh.task;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Splits a stream of bytes into lines, wherever its pieces end. A line is decoded only when it is
 * complete, so that no character is split; lines over 1 MiB are dropped.
 */
final class LineSplitter {
  static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private boolean tooLong;
  private long dropped;

  /** Hands over each line that this piece completes, without its end; empty ones are left out. */
  void add(byte[] piece, Consumer<String> reader) {
    int from = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        keep(piece, from, i);
        finish(reader);
        from = i + 1;
      }
    }
    keep(piece, from, piece.length);
  }

  /** How many lines were too long. */
  long dropped() {
    return dropped;
  }

  private void keep(byte[] piece, int from, int to) {
    tooLong |= rest.size() + (to - from) > LONGEST;
    if (!tooLong) {
      rest.write(piece, from, to - from);
    }
  }

  private void finish(Consumer<String> reader) {
    if (tooLong) {
      dropped++;
    } else if (rest.size() > 0) {
      reader.accept(rest.toString(StandardCharsets.UTF_8));
    }
    rest.reset();
    tooLong = false;
  }
}
