package pipelinelock.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.util.Map;
import pipelinelock.environment.RemoteFailure;

/** Connections to a PostgreSQL server. */
final class Postgres {
  static final String MIGRATIONS = "classpath:db/migration/postgresql";

  /** Else the tables and the note that they are there are committed one after the other. */
  static final Map<String, String> MIGRATING =
      Map.of("flyway.postgresql.transactional.lock", "false");

  /**
   * A node that is stopped amid a transaction must not hold its locks against the others. And a
   * commit is on disk before it is answered, whatever the server's default is.
   */
  private static final String SESSION =
      """
      set idle_in_transaction_session_timeout = '5s';
      set lock_timeout = '5s';
      set statement_timeout = '%ds';
      select case when current_setting('synchronous_commit') = 'off'
        then set_config('synchronous_commit', 'on', false) end
      """;

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** A command reads the whole record at once, and nobody in Slack waits for it. */
  private static final Duration WHOLE_RECORD = Duration.ofMinutes(10);

  private Postgres() {}

  static HikariDataSource pool(PostgresConfig postgres) {
    return pool(postgres, new HikariConfig(), ANSWER);
  }

  static HikariDataSource reader(PostgresConfig postgres) {
    var config = new HikariConfig();
    config.setReadOnly(true);
    return pool(postgres, config, WHOLE_RECORD);
  }

  private static HikariDataSource pool(
      PostgresConfig postgres, HikariConfig config, Duration limit) {
    config.setJdbcUrl(postgres.url());
    config.setUsername(postgres.username());
    config.setPassword(postgres.password());
    config.setPoolName("record");
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(2_000); // Slack waits 3 s for an acknowledgement
    config.setValidationTimeout(2_000);
    config.setConnectionInitSql(SESSION.formatted(limit.toSeconds()));
    config.addDataSourceProperty("ApplicationName", "pipeline-lock");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", String.valueOf(limit.toSeconds() + 5));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    trust(config);
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new RemoteFailure(
          SqlFailures.kind(e),
          "the record's database at %s: %s".formatted(postgres.url(), SqlFailures.reason(e)),
          e);
    }
  }

  /** The certificate authorities of Java, unless the URL names others; a name that fits. */
  private static void trust(HikariConfig config) {
    String url = config.getJdbcUrl();
    if (!url.contains("sslmode=")) {
      config.addDataSourceProperty("sslmode", "verify-full");
    }
    if (!url.contains("sslrootcert=") && !url.contains("sslfactory=")) {
      config.addDataSourceProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }
}
