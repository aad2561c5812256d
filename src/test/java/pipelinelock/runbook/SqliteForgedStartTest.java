package pipelinelock.runbook;

import java.nio.file.Path;
import pipelinelock.store.database.Database;

class SqliteForgedStartTest extends ForgedStartContract {
  @Override
  Database open(Path file) {
    return Database.open(file);
  }
}
