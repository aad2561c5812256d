package pipelinelock.store;

import pipelinelock.store.database.Database;

class PostgresRecordTransferTest extends RecordTransferContract {
  @Override
  Database anew() {
    return Database.open(PostgresServer.migratedDatabase());
  }
}
