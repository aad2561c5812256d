package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.TestAuthority;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

/** A server whose certificate is for localhost, by an authority of its own. */
class PostgresTlsTest {
  @TempDir private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    var authority = TestAuthority.in(folder);
    Files.writeString(folder.resolve("ca.pem"), authority.caPem());
    Files.writeString(folder.resolve("other.pem"), authority.otherCaPem());
    Path certificate = Files.writeString(folder.resolve("server.pem"), authority.serverPem());
    Path key = Files.writeString(folder.resolve("server.key"), authority.serverKeyPkcs8());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", certificate.toString())
              .setServerConfig("ssl_key_file", key.toString())
              .start();
    } catch (IOException | RuntimeException e) {
      if (Boolean.getBoolean("postgres.required")) {
        throw e;
      }
      abort("PostgreSQL could not be started here with TLS: " + e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static PostgresConfig at(String host, String more) {
    return new PostgresConfig(
        "jdbc:postgresql://%s:%d/postgres%s".formatted(host, server.getPort(), more),
        "postgres",
        "postgres");
  }

  @Test
  void aServerOfTheNamedAuthorityIsTrustedAndSpokenToInTls() {
    try (var database =
        Database.open(at("localhost", "?sslrootcert=" + folder.resolve("ca.pem")))) {
      boolean encrypted =
          database.read(
              sql ->
                  sql.createQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                      .mapTo(Boolean.class)
                      .one());
      assertThat(encrypted).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, other.pem", // of another authority
    "127.0.0.1, ca.pem", // under another name
    "localhost, ''", // of no authority that Java knows
  })
  void anyOtherServerIsRefused(String host, String authority) {
    String more = authority.isEmpty() ? "" : "?sslrootcert=" + folder.resolve(authority);
    assertThatThrownBy(() -> Database.open(at(host, more)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith("the record's database at jdbc:postgresql://" + host);
  }
}
