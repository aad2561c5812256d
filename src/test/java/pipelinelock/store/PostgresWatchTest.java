package pipelinelock.store;

class PostgresWatchTest extends WatchStoreContract {
  private final PostgresConfig config = PostgresServer.emptyDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }
}
