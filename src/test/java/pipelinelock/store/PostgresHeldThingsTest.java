package pipelinelock.store;

class PostgresHeldThingsTest extends HeldThingsContract {
  private final PostgresConfig config = PostgresServer.emptyDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }
}
