package pipelinelock.runbook;

import java.nio.file.Path;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

class PostgresForgedStartTest extends ForgedStartContract {
  private final PostgresConfig config = PostgresServer.migratedDatabase();

  @Override
  Database open(Path file) {
    return Database.open(config);
  }
}
