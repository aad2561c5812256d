package pipelinelock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.store.database.Database;

class SqliteWatchTest extends WatchStoreContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return MigratedRecord.open(folder.resolve("record.db"));
  }
}
