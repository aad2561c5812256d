package pipelinelock.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Connections to a SQLite file. Write-ahead log with full sync: what was committed survives a kill
 * of the process and a loss of power.
 */
final class Sqlite {
  static final String MIGRATIONS = "classpath:db/migration/sqlite";

  private Sqlite() {}

  static HikariDataSource reader(Path file) {
    var sqlite = new SQLiteConfig();
    sqlite.setReadOnly(true);
    sqlite.setBusyTimeout(10_000);
    return pool(file, sqlite, true);
  }

  static HikariDataSource pool(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("creating the folder of the record " + file, e);
    }
    var sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.enforceForeignKeys(true);
    sqlite.setBusyTimeout(10_000);
    // A read that later writes would else meet SQLITE_BUSY instead of waiting its turn.
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return pool(file, sqlite, false);
  }

  private static HikariDataSource pool(Path file, SQLiteConfig sqlite, boolean readOnly) {
    var source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    var config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("record");
    config.setReadOnly(readOnly);
    config.setMaximumPoolSize(1); // SQLite has one writer at a time
    return new HikariDataSource(config);
  }
}
