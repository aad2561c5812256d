package pipelinelock.store.database;

/**
 * A database on a PostgreSQL server.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without user and password; unless it
 *     says otherwise about TLS, the server's certificate is verified
 */
public record PostgresConfig(String url, String username, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresConfig[" + url + ", " + username + "]";
  }
}
