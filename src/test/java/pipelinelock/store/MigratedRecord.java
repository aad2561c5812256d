package pipelinelock.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pipelinelock.store.database.Database;

/**
 * An empty record whose tables are there already: creating them again, migration by migration,
 * costs a test more than all that it does with them. The program's own opening still looks through
 * the file and finds nothing to migrate. Tests of the opening itself begin without a file.
 */
public final class MigratedRecord {
  private MigratedRecord() {}

  /** Made once by the program itself, and closed, so that all of it is in the one file. */
  private static final class Template {
    static final byte[] BYTES = made();

    private static byte[] made() {
      try {
        var folder = Files.createTempDirectory("migrated-record");
        var file = folder.resolve("record.db");
        Database.open(file).close();
        var bytes = Files.readAllBytes(file);
        try (var files = Files.list(folder)) {
          for (var it : files.toList()) {
            Files.delete(it);
          }
        }
        Files.delete(folder);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException("making the record that others are copied from", e);
      }
    }
  }

  /** Opens the file; where there is none yet, it gets the tables of an empty record first. */
  public static Database open(Path file) {
    prepare(file);
    return Database.open(file);
  }

  /** The tables alone, where there is no file yet. */
  public static void prepare(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.write(file, Template.BYTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("copying an empty record to " + file, e);
    }
  }
}
