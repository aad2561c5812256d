package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.ledger.RecordUnavailable;

class BackgroundWorkTest {
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void whoMeetsARecordThatIsAwayIsToldSoAndWhatToDo() {
    try (var errands = new BackgroundWork()) {
      errands.run(
          message -> told.add(message.text()),
          () -> {
            throw new RecordUnavailable("the connection broke", new IllegalStateException());
          });
      await().until(() -> !told.isEmpty());
    }
    assertThat(told).singleElement().isEqualTo(BackgroundWork.NO_RECORD);
  }

  @Test
  void whoMeetsAnErrorOfTheMachineIsToldAReference() {
    try (var errands = new BackgroundWork()) {
      errands.run(
          message -> told.add(message.text()),
          () -> {
            throw new StackOverflowError();
          });
      await().until(() -> !told.isEmpty());
    }
    assertThat(told).singleElement().asString().contains("This is a bug", "the reference");
  }

  @Test
  void thatItIsBusyIsSaidByAnotherThreadThanTheOneThatAcknowledges() {
    var released = new CountDownLatch(1);
    var sayer = new AtomicReference<Thread>();
    try (var errands = new BackgroundWork()) {
      while (errands.run(
          _ -> {},
          () -> {
            Uninterruptibles.awaitUninterruptibly(released);
            return Optional.empty();
          })) {
        assertThat(released.getCount()).isPositive();
      }
      errands.say(() -> sayer.set(Thread.currentThread()));
      await().until(() -> sayer.get() != null);
      assertThat(sayer.get()).isNotEqualTo(Thread.currentThread());
      released.countDown();
    }
  }

  @Test
  void whoseErrandTheEndOfTheBotCutsOffIsToldSo() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var errands = new BackgroundWork();
    errands.run(
        message -> told.add(message.text()),
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
          return Optional.empty();
        });
    begun.await();
    errands.close();
    assertThat(told).singleElement().asString().startsWith("The bot is restarting");
  }
}
