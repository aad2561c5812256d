package pipelinelock;

import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.store.Database;
import pipelinelock.store.PostgresConfig;

/** The record's database, as the settings name it. */
final class RecordWiring {
  private RecordWiring() {}

  static Database open(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) -> Database.open(file);
      case RecordServer server -> Database.open(config(server));
    };
  }

  static PostgresConfig config(RecordServer server) {
    return new PostgresConfig(server.url(), server.username(), server.password().reveal());
  }
}
