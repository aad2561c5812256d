package pipelinelock.store;

class PostgresRetentionTest extends RetentionContract {
  private final PostgresConfig config = PostgresServer.emptyDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }
}
