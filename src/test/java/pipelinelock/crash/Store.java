package pipelinelock.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.store.database.Database;

/** Where a story's bots keep their record. */
interface Store extends AutoCloseable {
  /** Writes the settings file of a bot with this record. */
  Path settings(SimulatedWorld world, Path folder, int pace) throws IOException;

  /** What is on disk now. */
  StoredRecord read();

  /** The same, for the bot's own view of it. */
  Database open();

  /** The process that works on the incident just now; empty where there is only one, or none. */
  OptionalLong driver();

  /** It sees the commits of the bots, where the record is on a server. */
  void tap(Tap tap);

  /** Takes it away from the bots for so long. */
  void gone(Duration duration);

  @Override
  void close();
}
