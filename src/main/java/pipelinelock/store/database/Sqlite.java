package pipelinelock.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import pipelinelock.store.file.RecordLost;

/**
 * Connections to a SQLite file. Write-ahead log with full sync: committed data survives a killed
 * process and a power failure.
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

  /**
   * To a file that is there: none is ever made here, so that a connection that comes later cannot
   * find an empty one in the place of the record.
   */
  static HikariDataSource pool(Path file) {
    var sqlite = new SQLiteConfig();
    sqlite.resetOpenMode(SQLiteOpenMode.CREATE);
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.enforceForeignKeys(true);
    sqlite.setBusyTimeout(10_000);
    // A read that later writes would else meet SQLITE_BUSY instead of waiting its turn.
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return pool(file, sqlite, false);
  }

  /**
   * The same to one that was looked through first.
   *
   * @throws RecordLost when some of it cannot be read
   */
  static HikariDataSource sound(Path file) {
    var pool = pool(file);
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var found = statement.executeQuery("pragma quick_check(1)")) {
      var said = found.next() ? found.getString(1) : "it says nothing";
      if (!said.equals("ok")) {
        throw RecordLost.damagedInside(file, said.lines().findFirst().orElse(said));
      }
      return pool;
    } catch (SQLException e) {
      pool.close();
      throw new IllegalStateException("looking through the record " + file, e);
    } catch (RecordLost e) {
      pool.close();
      throw e;
    }
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
