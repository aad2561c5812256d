package pipelinelock.store.file;

import java.nio.file.Path;

/**
 * The record's file is gone or damaged. The bot cannot repair that by itself, so it does not start;
 * somebody has to restore the file. The message is one sentence that says how.
 */
public final class RecordLost extends RuntimeException {
  private static final long serialVersionUID = 1;

  private RecordLost(String what, Throwable cause) {
    super(what, cause);
  }

  private RecordLost(String what) {
    super(what);
  }

  /**
   * It cannot be read as a database.
   *
   * @param said the database's word on it
   */
  public static RecordLost damaged(Path file, String said, Throwable cause) {
    return new RecordLost(damaged(file, said), cause);
  }

  /** The same of one that was looked through. */
  public static RecordLost damagedInside(Path file, String said) {
    return new RecordLost(damaged(file, said));
  }

  private static String damaged(Path file, String said) {
    return "the record %s is damaged (%s), so the bot does not start: move it and its -wal and -shm away, and restore the newest backup or export (docs/operation.md, Backup and restore)"
        .formatted(file, said);
  }

  static RecordLost gone(Path file, Path mark) {
    return new RecordLost(
        "the record %s is missing, although %s beside it says that there was one, so the bot does not start: restore it (docs/operation.md, Backup and restore), or move that marker away to start a new record on purpose, which knows nothing of what ran before"
            .formatted(file, mark.getFileName()));
  }
}
