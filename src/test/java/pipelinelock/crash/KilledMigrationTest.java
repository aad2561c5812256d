package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;

/** A bot that dies while it makes its tables leaves a database that the next one can use. */
@Execution(ExecutionMode.CONCURRENT)
class KilledMigrationTest {
  @Test
  void whereverTheFirstStartIsCutOffTheNextOneGoesOn() throws Exception {
    int commit = 1;
    while (isCutAt(commit)) {
      commit++;
    }
    assertThat(commit).as("commits of a first start").isGreaterThan(6);
  }

  /** False when the start needed fewer commits than that. */
  private static boolean isCutAt(int commit) throws Exception {
    var direct = PostgresServer.emptyDatabase();
    int port = Integer.parseInt(direct.url().replaceFirst(".*127.0.0.1:(\\d+)/.*", "$1"));
    var cut = new CompletableFuture<Boolean>();
    try (var gate = new Gate(port)) {
      var left = new AtomicInteger(commit);
      gate.tap(
          new Tap() {
            @Override
            public boolean arrives(SeenRequest request) {
              if (left.decrementAndGet() == 0) {
                gate.shut(Duration.ofHours(1)); // all connections of a process end with it
                cut.complete(true);
              }
              return left.get() > 0;
            }
          });
      var url = direct.url().replace(":" + port + "/", ":" + gate.port() + "/");
      var through =
          new PostgresConfig(url + "&prepareThreshold=0", direct.username(), direct.password());
      Thread.ofVirtual().start(() -> start(through, cut));
      boolean isCut = cut.get(1, TimeUnit.MINUTES);
      assertThatCode(() -> Database.open(direct).close())
          .as("the start after one that was cut off at commit %d", commit)
          .doesNotThrowAnyException();
      return isCut;
    }
  }

  private static void start(PostgresConfig through, CompletableFuture<Boolean> cut) {
    try (var _ = Database.open(through)) {
      cut.complete(false);
    } catch (RuntimeException e) {
      cut.complete(true);
    }
  }
}
