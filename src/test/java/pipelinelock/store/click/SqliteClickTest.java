package pipelinelock.store.click;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.database.Database;

class SqliteClickTest extends ClickContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return MigratedRecord.open(folder.resolve("record.db"));
  }
}
