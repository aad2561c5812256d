package pipelinelock.store.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that only their owner may read or write, whatever the umask. */
public final class OwnerOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
  private static final Set<PosixFilePermission> MODE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnly() {}

  /** Makes an empty one, if there is none. */
  static void create(Path file) throws IOException {
    try {
      createNew(file);
    } catch (FileAlreadyExistsException e) {
      mend(file); // by another process just now
    }
  }

  /**
   * Makes an empty one.
   *
   * @throws FileAlreadyExistsException when there is one already
   */
  public static void createNew(Path file) throws IOException {
    if (isPosix(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
    } else {
      Files.createFile(file);
    }
  }

  /** Takes away what others may do with one that is there, and says so. */
  static void mend(Path file) throws IOException {
    if (!isPosix(file) || !Files.exists(file)) {
      return;
    }
    var mode = Files.getPosixFilePermissions(file);
    if (MODE.containsAll(mode)) {
      return;
    }
    try {
      Files.setPosixFilePermissions(file, MODE);
      LOG.warn(
          "{} was readable by others ({}); now only its owner can read it",
          file,
          PosixFilePermissions.toString(mode));
    } catch (IOException e) {
      LOG.warn(
          "{} is readable by others ({}), and this user cannot change that: {}",
          file,
          PosixFilePermissions.toString(mode),
          e.getMessage());
    }
  }

  /** Whether its file system knows owners and modes. */
  public static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
