package pipelinelock.cli.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pipelinelock.store.file.OwnerOnly;

/** Files that only their owner can read. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Makes an empty one.
   *
   * @throws IOException when there is one already
   */
  public static void create(Path file) throws IOException {
    try {
      OwnerOnly.createNew(file);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("the file %s exists already; choose another name".formatted(file), e);
    }
  }

  /** Comes back when the file and its name survive a loss of power. */
  static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    var folder = file.toAbsolutePath().getParent();
    if (OwnerOnly.isPosix(file) && folder != null) { // elsewhere a folder cannot be opened
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
