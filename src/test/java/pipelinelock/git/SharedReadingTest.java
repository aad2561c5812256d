package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.RemoteFailure;

class SharedReadingTest {
  private final SharedReading<Integer> readings =
      new SharedReading<>(
          Duration.ofSeconds(20),
          limit -> new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "late by " + limit));

  @Test
  void thoseWhoComeDuringAReadingShareTheNext() throws Exception {
    var count = new AtomicInteger();
    var firstRuns = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Supplier<Integer> reading =
        () -> {
          int number = count.incrementAndGet();
          if (number == 1) {
            firstRuns.countDown();
            waitFor(goOn);
          }
          return number;
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> readings.read(reading));
      waitFor(firstRuns);
      var others =
          Stream.generate(() -> threads.submit(() -> readings.read(reading))).limit(10).toList();
      await().until(() -> readings.waiting() == 10);
      goOn.countDown();

      assertThat(first.get()).isEqualTo(1);
      for (var other : others) {
        assertThat(other.get()).isEqualTo(2);
      }
    }
    assertThat(count).hasValue(2);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
