package pipelinelock.store;

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

/**
 * The tables of the record, migrated to this version's schema: in a SQLite file for one node, or in
 * PostgreSQL for several. Both understand the same statements; where they differ, it is in {@link
 * Sqlite}, {@link Postgres} and their folders of migrations.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool, DataSource source) {
    this.pool = pool;
    this.jdbi = Jdbi.create(source);
  }

  /** Opens or creates the file and its folder. */
  public static Database open(Path file) {
    return migrated(Sqlite.pool(file), Sqlite.MIGRATIONS, UnaryOperator.identity());
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
   * @param between stands between the record and its connections, for tests
   */
  static Database open(PostgresConfig config, UnaryOperator<DataSource> between) {
    return migrated(Postgres.pool(config), Postgres.MIGRATIONS, between);
  }

  /** The same for a file. */
  static Database open(Path file, UnaryOperator<DataSource> between) {
    return migrated(Sqlite.pool(file), Sqlite.MIGRATIONS, between);
  }

  /**
   * Opens a file to read it only: nothing is created, migrated or changed.
   *
   * @throws RemoteFailure when there is no record
   */
  public static Database forReading(Path file) {
    if (!Files.exists(file)) {
      throw noRecord(file.toString());
    }
    return reading(Sqlite.reader(file), file.toString());
  }

  /** The same for a database of a PostgreSQL server. */
  public static Database forReading(PostgresConfig config) {
    return reading(Postgres.reader(config), config.url());
  }

  private static Database reading(HikariDataSource pool, String place) {
    var database = new Database(pool, pool);
    if (!database.read(sql -> EventRows.isTable(sql, "incident_event"))) {
      pool.close();
      throw noRecord(place);
    }
    return database;
  }

  private static RemoteFailure noRecord(String place) {
    return new RemoteFailure(Kind.NOT_FOUND, "there is no record at " + place);
  }

  private static Database migrated(
      HikariDataSource pool, String migrations, UnaryOperator<DataSource> between) {
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations(migrations, "classpath:db/migration/common")
          // Else PostgreSQL commits the tables and the note that they are there one after the
          // other.
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .load()
          .migrate();
      return new Database(pool, between.apply(pool));
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
   * @throws pipelinelock.incident.RecordUnavailable when the database gives no answer
   */
  <T> T read(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw SqlFailures.told(e);
    }
  }

  /**
   * Reads several things as of one moment, whatever is written meanwhile.
   *
   * @throws pipelinelock.incident.RecordUnavailable when the database gives no answer
   */
  <T> T snapshot(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, work);
    } catch (JdbiException e) {
      throw SqlFailures.told(e);
    }
  }

  /**
   * Writes in one transaction: when this returns, all of it is on disk.
   *
   * @throws pipelinelock.incident.RecordUnavailable when the database gives no answer; it may have
   *     written all the same
   */
  <T> T write(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw SqlFailures.told(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
