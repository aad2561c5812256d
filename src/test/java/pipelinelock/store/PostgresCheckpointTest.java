package pipelinelock.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

class PostgresCheckpointTest extends CheckpointContract {
  private final PostgresConfig config = PostgresServer.migratedDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }

  @Override
  void unguard(Handle sql) {
    List.of("incident_event", "freeze_event", "checkpoint")
        .forEach(table -> sql.execute("alter table %s disable trigger user".formatted(table)));
    sql.execute("delete from open_incident");
  }
}
