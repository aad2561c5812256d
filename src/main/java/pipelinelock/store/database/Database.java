package pipelinelock.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.file.KeptFile;
import pipelinelock.store.file.RecordLost;

/**
 * The record's tables, migrated to this version's schema: in a SQLite file for one node, or in
 * PostgreSQL for several. Both understand the same statements; {@link Sqlite}, {@link Postgres} and
 * their migration folders have the differences.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Runnable place;

  /**
   * @param place throws when the record is no longer what was opened
   */
  private Database(HikariDataSource pool, DataSource source, Runnable place) {
    this.pool = pool;
    this.jdbi = Jdbi.create(source);
    this.place = place;
  }

  /**
   * Opens the file, or creates it and its folder where there never was any.
   *
   * @throws RecordLost when there was a record, and it is gone or damaged
   */
  public static Database open(Path file) {
    return open(file, UnaryOperator.identity());
  }

  /** The same, where a record is made on purpose if there is none. */
  public static Database openAnew(Path file) {
    return opened(KeptFile.anew(file), UnaryOperator.identity());
  }

  /**
   * Opens a database of a PostgreSQL server.
   *
   * @throws RemoteFailure when the server cannot be reached, or refuses
   */
  public static Database open(PostgresConfig config) {
    return open(config, UnaryOperator.identity());
  }

  /**
   * @param between wraps the record's connections, for tests
   */
  public static Database open(PostgresConfig config, UnaryOperator<DataSource> between) {
    return migrated(
        Postgres.pool(config), Postgres.MIGRATIONS, Postgres.MIGRATING, between, () -> {});
  }

  /** The same for a file. */
  public static Database open(Path file, UnaryOperator<DataSource> between) {
    return opened(KeptFile.of(file), between);
  }

  private static Database opened(KeptFile file, UnaryOperator<DataSource> between) {
    try {
      var pool = Sqlite.sound(file.path());
      var database = migrated(pool, Sqlite.MIGRATIONS, Map.of(), between, file::requireSame);
      file.markAsKept();
      return database;
    } catch (RuntimeException e) {
      throw SqlFailures.isDamage(e) ? RecordLost.damaged(file.path(), SqlFailures.reason(e), e) : e;
    }
  }

  /**
   * Opens a file to read it only: nothing is created, migrated or changed.
   *
   * @throws RemoteFailure when there is no record
   */
  public static Database forReading(Path file) {
    KeptFile.requireNotGone(file);
    if (!Files.exists(file)) {
      throw noRecord(file.toString());
    }
    try {
      return reading(Sqlite.reader(file), file.toString());
    } catch (RuntimeException e) {
      throw SqlFailures.isDamage(e) ? RecordLost.damaged(file, SqlFailures.reason(e), e) : e;
    }
  }

  /** The same for a database of a PostgreSQL server. */
  public static Database forReading(PostgresConfig config) {
    return reading(Postgres.reader(config), config.url());
  }

  private static Database reading(HikariDataSource pool, String place) {
    var database = new Database(pool, pool, () -> {});
    if (!database.read(sql -> EventRows.isTable(sql, "incident_event"))) {
      pool.close();
      throw noRecord(place);
    }
    return database;
  }

  private static RemoteFailure noRecord(String place) {
    return new RemoteFailure(Kind.NOT_FOUND, "there is no record at " + place);
  }

  /**
   * @param migrating settings of Flyway; to read any takes it longer than to look through a record
   */
  private static Database migrated(
      HikariDataSource pool,
      String migrations,
      Map<String, String> migrating,
      UnaryOperator<DataSource> between,
      Runnable place) {
    try {
      var flyway =
          Flyway.configure()
              .dataSource(pool)
              .locations(migrations, "classpath:db/migration/common");
      if (!migrating.isEmpty()) {
        flyway.configuration(migrating);
      }
      flyway.load().migrate();
      return new Database(pool, between.apply(pool), place);
    } catch (FlywayException e) {
      pool.close();
      throw SqlFailures.isOfTheConnection(e)
          ? new RemoteFailure(
              SqlFailures.kind(e), "the record's database: " + SqlFailures.reason(e), e)
          : e;
    }
  }

  /**
   * Reads.
   *
   * @throws pipelinelock.incident.ledger.RecordUnavailable when the database gives no answer
   */
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    place.run();
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw SqlFailures.explained(e);
    }
  }

  /**
   * Reads several things as of one moment, whatever is written meanwhile.
   *
   * @throws pipelinelock.incident.ledger.RecordUnavailable when the database gives no answer
   */
  public <T> T snapshot(HandleCallback<T, RuntimeException> work) {
    place.run();
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, work);
    } catch (JdbiException e) {
      throw SqlFailures.explained(e);
    }
  }

  /**
   * Writes in one transaction: when this returns, all of it is on disk.
   *
   * @throws pipelinelock.incident.ledger.RecordUnavailable when the database gives no answer; it
   *     may have written all the same
   */
  public <T> T write(HandleCallback<T, RuntimeException> work) {
    place.run();
    T written;
    try {
      written = jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw SqlFailures.explained(e);
    }
    place.run(); // what went into a file that was just deleted is on no record
    return written;
  }

  /**
   * That the record is still the one that was opened: asked before and after each writing anyway.
   *
   * @throws pipelinelock.incident.ledger.RecordUnavailable when it is not
   */
  public void requireSame() {
    place.run();
  }

  @Override
  public void close() {
    pool.close();
  }
}
