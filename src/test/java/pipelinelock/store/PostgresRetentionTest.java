package pipelinelock.store;

import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

class PostgresRetentionTest extends RetentionContract {
  private final PostgresConfig config = PostgresServer.migratedDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }
}
