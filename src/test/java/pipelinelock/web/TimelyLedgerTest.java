package pipelinelock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
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
}
