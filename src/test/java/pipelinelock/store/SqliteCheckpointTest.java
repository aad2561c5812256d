package pipelinelock.store;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.store.database.Database;

class SqliteCheckpointTest extends CheckpointContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return MigratedRecord.open(folder.resolve("record.db"));
  }

  @Override
  void unguard(Handle sql) {
    List.of("incident_event", "freeze_event", "checkpoint")
        .forEach(
            table -> {
              sql.execute("drop trigger if exists %s_is_never_changed".formatted(table));
              sql.execute("drop trigger if exists %s_is_never_deleted".formatted(table));
            });
    sql.execute("delete from open_incident");
  }
}
