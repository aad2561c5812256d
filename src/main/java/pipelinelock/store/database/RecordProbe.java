package pipelinelock.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.store.file.KeptFile;
import pipelinelock.store.file.RecordLost;

/**
 * Tests whether the record could be kept there. Creates and changes nothing.
 *
 * @param exists whether there is a record already
 * @param problem what prevents it; empty if nothing does
 */
public record RecordProbe(boolean exists, Optional<String> problem) {
  /** Tries the file and its folder. */
  public static RecordProbe of(Path file) {
    Path record = file.toAbsolutePath();
    boolean exists = Files.exists(record);
    Optional<String> problem = goneProblem(record).or(() -> folderProblem(record));
    return new RecordProbe(exists, problem.isPresent() || !exists ? problem : fileProblem(record));
  }

  /** Tries the server: that it answers, knows the bot, and would let it make its tables. */
  public static RecordProbe of(PostgresConfig config) {
    try (var pool = Postgres.pool(config);
        var connection = pool.getConnection();
        var statement = connection.createStatement();
        var answer =
            statement.executeQuery(
                "select to_regclass('incident_event') is not null,"
                    + " has_schema_privilege(current_schema(), 'create')")) {
      answer.next();
      boolean exists = answer.getBoolean(1);
      return new RecordProbe(
          exists,
          exists || answer.getBoolean(2)
              ? Optional.empty()
              : Optional.of(
                  "the user %s has no permission to create tables in the database"
                      .formatted(config.username())));
    } catch (SQLException e) {
      return new RecordProbe(
          false, Optional.of("the database does not answer: " + SqlFailures.reason(e)));
    } catch (RemoteFailure e) {
      return new RecordProbe(false, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<String> goneProblem(Path record) {
    try {
      KeptFile.requireNotGone(record);
      return Optional.empty();
    } catch (RecordLost e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** SQLite makes files next to the record, so that its folder must be writable too. */
  private static Optional<String> folderProblem(Path record) {
    Path folder = record.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.of(folder + " is not a folder");
    }
    try {
      Files.delete(Files.createTempFile(folder, ".pipeline-lock", ".probe"));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the folder %s is not writable".formatted(folder));
    }
  }

  private static Optional<String> fileProblem(Path record) {
    if (!Files.isRegularFile(record)) {
      return Optional.of(record + " is not a file");
    }
    if (!Files.isWritable(record)) {
      return Optional.of(record + " cannot be written by this user");
    }
    var sqlite = new SQLiteConfig();
    sqlite.setReadOnly(true);
    try (var connection = sqlite.createConnection("jdbc:sqlite:" + record);
        var statement = connection.createStatement();
        var tables = statement.executeQuery("select count(*) from sqlite_master")) {
      return tables.next() ? Optional.empty() : Optional.of(record + " cannot be read");
    } catch (SQLException e) {
      return Optional.of(record + " is not an SQLite database, or is damaged");
    }
  }
}
