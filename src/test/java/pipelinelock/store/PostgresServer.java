package pipelinelock.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

/** One PostgreSQL server for all tests of this process, a new database each time. */
public final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** Started when first asked for, ended with the process. */
  private static final class Server {
    static final @Nullable EmbeddedPostgres RUNNING = start();

    private static @Nullable EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException | RuntimeException e) {
        System.err.println("PostgreSQL could not be started here, its tests are skipped: " + e);
        return null;
      }
    }
  }

  /**
   * A database without any table. Where no server can be started, the test is skipped, and says so;
   * with {@code -Dpostgres.required=true} it fails instead.
   */
  public static PostgresConfig emptyDatabase() {
    return databaseOf("template1");
  }

  /** A copy of one whose tables are there already: see {@link MigratedRecord}. */
  public static PostgresConfig migratedDatabase() {
    running(); // an initializer cannot skip a test
    return databaseOf(Template.NAME);
  }

  /** Made once by the program itself; whoever copies it waits until its connections are gone. */
  private static final class Template {
    static final String NAME = made();

    private static String made() {
      var config = emptyDatabase();
      Database.open(config).close();
      return config.url().replaceFirst(".*/(\\w+)\\?.*", "$1");
    }
  }

  private static PostgresConfig databaseOf(String template) {
    var server = running();
    String name = "record_" + DATABASES.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database %s template %s".formatted(name, template));
    } catch (SQLException e) {
      throw new IllegalStateException("making a database", e);
    }
    return new PostgresConfig(
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(server.getPort(), name),
        "postgres",
        "postgres");
  }

  private static EmbeddedPostgres running() {
    var server = Server.RUNNING;
    if (server == null && Boolean.getBoolean("postgres.required")) {
      throw new AssertionError("PostgreSQL could not be started; see above");
    }
    assumeTrue(server != null, "PostgreSQL could not be started here; the reason stands above");
    return Objects.requireNonNull(server);
  }
}
