package pipelinelock;

import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.store.Database;
import pipelinelock.store.Heartbeat;
import pipelinelock.store.Membership;
import pipelinelock.store.PostgresConfig;
import pipelinelock.store.StoreModule;

/** The record's database, as the settings name it. */
final class RecordWiring {
  private RecordWiring() {}

  /**
   * The record of a bot.
   *
   * @throws pipelinelock.environment.RemoteFailure when the database cannot be reached, or the file
   *     is another bot's
   */
  static StoreModule module(RecordPlace place, Heartbeat heartbeat) {
    return switch (place) {
      case RecordFile(var file) -> {
        var membership = Membership.sole(file);
        yield new StoreModule(Database.open(file), membership);
      }
      case RecordServer server -> {
        var database = Database.open(config(server));
        yield new StoreModule(database, Membership.shared(database, heartbeat));
      }
    };
  }

  /**
   * The record for a command that changes nothing, beside a bot that may run.
   *
   * @throws pipelinelock.environment.RemoteFailure when there is none
   */
  static Database read(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) -> Database.forReading(file);
      case RecordServer server -> Database.forReading(config(server));
    };
  }

  /** The same to write. */
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
