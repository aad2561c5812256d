package pipelinelock.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pipelinelock.KillableBot;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.store.database.Database;

/** A SQLite file; it is read as a copy, so that the next process meets it as it was left. */
final class FileStore implements Store {
  private final Path file;
  private final Path copies;
  private final CountDownLatch over = new CountDownLatch(1);

  FileStore(Path folder) {
    this.file = folder.resolve("record.db");
    this.copies = folder.resolve("copy");
  }

  @Override
  public Path settings(SimulatedWorld world, Path folder, int pace) throws IOException {
    return KillableBot.configuration(world, folder, pace);
  }

  @Override
  public StoredRecord read() {
    var copy = StoredRecord.copy(file, copies);
    return Files.exists(copy) ? StoredRecord.read("jdbc:sqlite:" + copy) : StoredRecord.NONE;
  }

  @Override
  public Database open() {
    return Database.open(StoredRecord.copy(file, copies));
  }

  @Override
  public OptionalLong driver() {
    return OptionalLong.empty();
  }

  @Override
  public void tap(Tap tap) {
    // nothing passes between a process and its file that could be seen
  }

  /** Holds the right to write. */
  @Override
  public void gone(Duration duration) {
    if (!Files.exists(file)) {
      return;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("begin immediate");
      over.await(duration.toMillis(), TimeUnit.MILLISECONDS);
      statement.execute("rollback");
    } catch (SQLException e) {
      // the bot writes at this moment; it comes again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
