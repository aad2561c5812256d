package pipelinelock.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The identity of a file, whatever its name: device and inode. A file that is deleted while open
 * still accepts writes that nobody will ever read.
 */
final class FileIdentity {
  private final Path file;
  private final Object key;

  private FileIdentity(Path file, Object key) {
    this.file = file;
    this.key = key;
  }

  /** Of a file that is there. */
  static FileIdentity of(Path file) {
    try {
      return new FileIdentity(
          file, key(file).orElseThrow(() -> new NoSuchFileException(file.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + file, e);
    }
  }

  /** Whether the file of that name is this one still. */
  boolean isStillThere() {
    try {
      return key(file).filter(key::equals).isPresent();
    } catch (IOException e) {
      return false; // what cannot be looked at is not known to be there
    }
  }

  /** Where the system has no such numbers, the time at which it was made distinguishes files. */
  private static Optional<Object> key(Path file) throws IOException {
    try {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      Optional<Object> numbers = Optional.ofNullable(found.fileKey());
      return numbers.or(() -> Optional.of(found.creationTime()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
