package pipelinelock.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.store.database.Database;

/** A record that is away costs a look a moment at most, and is reported. */
class RecordBesideTest {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void aRecordThatHangsIsNotWaitedFor() {
    var comes = new CountDownLatch(1);
    try {
      isUnread(
          () -> {
            await(comes);
            return Database.open(folder.resolve("record.db"));
          },
          Duration.ofMillis(20),
          "the bot's record gave no answer within 20 ms");
    } finally {
      comes.countDown();
    }
  }

  @Test
  void aRecordThatIsNotThereIsTold() {
    isUnread(
        () -> Database.forReading(folder.resolve("record.db")),
        LONG,
        "there is no record at " + folder.resolve("record.db"));
  }

  @Test
  void aDamagedRecordIsTold() throws IOException {
    var file = Files.writeString(folder.resolve("record.db"), "no database");
    isUnread(
        () -> Database.forReading(file),
        LONG,
        "the bot's record could not be read: the record " + file);
  }

  private static void isUnread(Supplier<Database> opening, Duration patience, String told) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var record =
            new RecordBeside(opening, patience, patience, InstantSource.system(), threads)) {
      assertThatThrownBy(() -> record.since(DEV04, Instant.EPOCH))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith(told);
      assertThatThrownBy(() -> record.newest(DEV04))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith(told);
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
