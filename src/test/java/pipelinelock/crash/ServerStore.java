package pipelinelock.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import pipelinelock.KillableBot;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

/** A database of a PostgreSQL server, which the bots reach through a gate. */
final class ServerStore implements Store {
  private final PostgresConfig direct;
  private final Gate gate;
  private final Connection connection;

  ServerStore(PostgresConfig direct) {
    this.direct = direct;
    this.gate = new Gate(port(direct.url()));
    try {
      connection = DriverManager.getConnection(direct.url(), direct.username(), direct.password());
    } catch (SQLException e) {
      throw new IllegalStateException("connecting to " + direct.url(), e);
    }
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceFirst("jdbc:postgresql://127.0.0.1:(\\d+)/.*", "$1"));
  }

  @Override
  public Path settings(SimulatedWorld world, Path folder, int pace) throws IOException {
    var url = direct.url().replace(":" + port(direct.url()) + "/", ":" + gate.port() + "/");
    // Else the word COMMIT is sent once, and then only the number of a prepared statement.
    var through =
        new PostgresConfig(url + "&prepareThreshold=0", direct.username(), direct.password());
    return KillableBot.configuration(world, folder, pace, through);
  }

  @Override
  public synchronized StoredRecord read() {
    try {
      return StoredRecord.read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("reading the record", e);
    }
  }

  @Override
  public Database open() {
    return Database.open(direct);
  }

  /** A node's name holds the number of its process; that of an earlier build does not: -1. */
  @Override
  public synchronized OptionalLong driver() {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select node from lease join node on node.name = lease.node limit 1")) {
      if (!rows.next()) {
        return OptionalLong.empty();
      }
      var name = rows.getString(1).split("/");
      return OptionalLong.of(name.length == 3 ? Long.parseLong(name[1]) : -1);
    } catch (SQLException e) {
      return OptionalLong.empty(); // there is no table yet
    }
  }

  @Override
  public void tap(Tap tap) {
    gate.tap(tap);
  }

  @Override
  public void gone(Duration duration) {
    gate.shut(duration);
  }

  @Override
  public void close() {
    gate.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing the connection", e);
    }
  }
}
