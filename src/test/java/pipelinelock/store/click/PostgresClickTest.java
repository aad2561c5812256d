package pipelinelock.store.click;

import pipelinelock.store.PostgresServer;
import pipelinelock.store.database.Database;

class PostgresClickTest extends ClickContract {
  @Override
  Database openDatabase() {
    return Database.open(PostgresServer.migratedDatabase());
  }
}
