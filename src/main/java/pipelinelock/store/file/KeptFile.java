package pipelinelock.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pipelinelock.incident.ledger.RecordUnavailable;

/**
 * The record's file from its opening on: readable by its owner only, marked by a second file next
 * to it, and the same file as long as the bot runs.
 */
public final class KeptFile {
  private static final List<String> ALL = List.of("", "-wal", "-shm");

  private final Path file;
  private final FileIdentity identity;

  private KeptFile(Path file, FileIdentity identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * Finds it, or makes an empty one where there never was any.
   *
   * @throws RecordLost when there was one, and it is gone
   */
  public static KeptFile of(Path place) {
    requireNotGone(place);
    return anew(place);
  }

  /**
   * Refuses a place where a record was kept and is no more.
   *
   * @throws RecordLost when it is gone
   */
  public static void requireNotGone(Path place) {
    Path file = place.toAbsolutePath();
    if (isGone(file)) {
      throw RecordLost.gone(file, mark(file));
    }
  }

  /** The same, where a new one is made on purpose if there is none. */
  public static KeptFile anew(Path place) {
    Path file = place.toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        OwnerOnly.create(file);
      }
      for (var part : ALL) {
        OwnerOnly.mend(beside(file, file.getFileName() + part));
      }
      return new KeptFile(file, FileIdentity.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("preparing the record " + file, e);
    }
  }

  /** Whether there was a record, and no file, or one in which nothing is, has its name now. */
  public static boolean isGone(Path place) {
    Path file = place.toAbsolutePath();
    try {
      return Files.exists(mark(file)) && (!Files.exists(file) || Files.size(file) == 0);
    } catch (IOException e) {
      throw new UncheckedIOException("looking for the record " + file, e);
    }
  }

  /** Hidden, and of another name than the record: whoever deletes {@code record.db*} leaves it. */
  private static Path mark(Path file) {
    return beside(file, "." + file.getFileName() + ".kept");
  }

  private static Path beside(Path file, String name) {
    return file.resolveSibling(name);
  }

  public Path path() {
    return file;
  }

  /** The record is there, with its tables: from now on it may not go silently. */
  public void markAsKept() {
    Path mark = mark(file);
    if (Files.exists(mark)) {
      return;
    }
    try {
      OwnerOnly.create(mark);
      Files.writeString(
          mark,
          """
          The record of a Pipeline Lock is in %s, beside this file.
          Without that file the bot does not start: it would forget what it did.
          Move this file away only to start a new record on purpose.
          """
              .formatted(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException("marking the record " + file, e);
    }
  }

  /**
   * To be asked before each act that rests on the record: what is written to a file that was
   * deleted or replaced is on no record.
   *
   * @throws RecordUnavailable when the file is no longer this one
   */
  public void requireSame() {
    if (!identity.isStillThere()) {
      throw new RecordUnavailable(
          "%s was removed or replaced while the bot ran, so the bot starts nothing and what runs waits; stop the bot, restore that file, and start it (docs/operation.md, Backup and restore)"
              .formatted(file));
    }
  }
}
