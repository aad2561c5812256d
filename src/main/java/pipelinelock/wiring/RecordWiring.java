package pipelinelock.wiring;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.store.Stores;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;
import pipelinelock.store.file.SoleNode;
import pipelinelock.store.node.Membership;

/** The record's database, as the settings say. */
public final class RecordWiring {
  private static final Logger LOG = LoggerFactory.getLogger(RecordWiring.class);

  /** A server that comes up with its bot, or is moved, is there by then. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final RetryPolicy<Database> WAITING =
      RetryPolicy.<Database>builder()
          .handleIf(RecordWiring::isAway)
          .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(10))
          .withMaxRetries(-1)
          .withMaxDuration(PATIENCE)
          .onRetryScheduled(
              next ->
                  LOG.warn(
                      "{}; the bot starts when it is available, and tries again in {} s",
                      next.getLastException().getMessage(),
                      next.getDelay().toSeconds()))
          .build();

  private RecordWiring() {}

  /**
   * The record of a bot. A server that gives no answer is waited for, for five minutes.
   *
   * @throws RemoteFailure when the server refuses, or gives no answer for so long; when the file is
   *     another bot's
   */
  static Stores stores(RecordPlace place, BotOptions options) {
    return switch (place) {
      case RecordFile(var file) -> {
        var right = SoleNode.of(file);
        try {
          var database = Database.open(file);
          yield new Stores(database, Membership.sole(right, database), options.clock());
        } catch (RuntimeException e) {
          right.close();
          throw e;
        }
      }
      case RecordServer server -> {
        var database = Failsafe.with(WAITING).get(() -> Database.open(config(server)));
        yield new Stores(
            database, Membership.shared(database, options.heartbeat()), options.clock());
      }
    };
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof RemoteFailure remote && remote.kind() == Kind.UNREACHABLE;
  }

  /**
   * The record for a command that changes nothing, while a bot may be running.
   *
   * @throws RemoteFailure when there is none
   */
  public static Database read(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) -> Database.forReading(file);
      case RecordServer server -> Database.forReading(config(server));
    };
  }

  /** The same to write. */
  public static Database open(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) -> Database.open(file);
      case RecordServer server -> Database.open(config(server));
    };
  }

  /** The same for what is put into a record that is new on purpose. */
  public static Database openAnew(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) -> Database.openAnew(file);
      case RecordServer server -> Database.open(config(server));
    };
  }

  public static PostgresConfig config(RecordServer server) {
    return new PostgresConfig(server.url(), server.username(), server.password().reveal());
  }
}
