package pipelinelock.store;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.store.database.Database;

class SqliteRecordTransferTest extends RecordTransferContract {
  @TempDir private static Path folder;

  @Override
  Database anew() {
    return Database.open(folder.resolve(UUID.randomUUID() + ".db"));
  }
}
