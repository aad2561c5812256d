package pipelinelock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.RequestLedger;

class TimelyLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static TimelyLedger timely(RequestLedger ledger) {
    return new TimelyLedger(ledger, Duration.ofMillis(100));
  }

  @Test
  void aLedgerThatHangsIsNotWaitedFor() {
    var never = new CountDownLatch(1);
    var ledger =
        timely(
            (_, _) -> {
              try {
                never.await();
                return true;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThatThrownBy(() -> ledger.isNew("v0=ab", NOON))
        .isInstanceOf(RecordUnavailable.class)
        .hasMessageContaining("no answer within 100 ms");
    never.countDown();
  }

  @Test
  void whatTheLedgerSaysIsPassedOn() {
    var patient = new TimelyLedger((signature, _) -> signature.equals("v0=new"));
    assertThat(patient.isNew("v0=new", NOON)).isTrue();
    assertThat(patient.isNew("v0=old", NOON)).isFalse();
    var gone = new RecordUnavailable("the connection broke", new IllegalStateException());
    var broken =
        new TimelyLedger(
            (_, _) -> {
              throw gone;
            });
    assertThatThrownBy(() -> broken.isNew("v0=ab", NOON)).isSameAs(gone);
  }

  /** A ledger whose transactions take as long as the test wants, and that counts them. */
  private static final class Slow implements RequestLedger {
    private final Set<String> seen = new HashSet<>();
    private final List<Set<String>> transactions = new CopyOnWriteArrayList<>();
    private final Semaphore may = new Semaphore(0);

    @Override
    public boolean isNew(String mark, Instant now) {
      throw new AssertionError("several are asked at once");
    }

    @Override
    public Set<String> newOf(Set<String> marks, Instant now) {
      transactions.add(marks);
      may.acquireUninterruptibly();
      return marks.stream().filter(seen::add).collect(Collectors.toSet());
    }
  }

  @Test
  void whatArrivesDuringATransactionSharesTheNextAndEachMarkIsNewOnce() throws Exception {
    var slow = new Slow();
    var ledger = new TimelyLedger(slow, Duration.ofSeconds(30));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> ledger.isNew("v0=first", NOON));
      await().until(() -> slow.transactions.size() == 1);
      var others = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 300; i++) {
        var mark = "v0=" + i % 100;
        others.add(threads.submit(() -> ledger.isNew(mark, NOON)));
      }
      await().until(() -> ledger.waiting() == 300);
      slow.may.release(2);

      assertThat(first.get()).isTrue();
      assertThat(others).map(Future::get).filteredOn(isNew -> isNew).hasSize(100);
      assertThat(slow.transactions).hasSize(2);
    }
  }

  @Test
  void aTransactionThatHangsDoesNotHoldUpThoseThatComeLater() throws Exception {
    var hangs = new Semaphore(0);
    var calls = new AtomicInteger();
    var ledger =
        timely(
            (mark, _) -> {
              if (calls.incrementAndGet() == 1) {
                hangs.acquireUninterruptibly();
              }
              return true;
            });
    assertThatThrownBy(() -> ledger.isNew("v0=1", NOON)).isInstanceOf(RecordUnavailable.class);
    await().until(() -> isNewNow(ledger));
    hangs.release();
  }

  private static boolean isNewNow(TimelyLedger ledger) {
    try {
      return ledger.isNew("v0=2", NOON);
    } catch (RecordUnavailable e) {
      return false;
    }
  }
}
