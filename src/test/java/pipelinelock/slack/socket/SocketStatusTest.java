package pipelinelock.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SocketStatusTest {
  private static final Instant BEGIN = Instant.parse("2026-11-24T11:07:00Z");
  private static final Instant LATER = BEGIN.plusSeconds(90);

  private final SocketStatus none = SocketStatus.none(BEGIN);

  @Test
  void itIsDeafBeforeTheFirstConnection() {
    assertThat(none)
        .hasToString("deaf to Slack since 2026-11-24 11:07:00 UTC: no connection was opened yet");
  }

  @Test
  void itHearsSinceTheFirstConnectionAndNotSinceTheNewest() {
    var one = none.next(1, "", LATER);
    assertThat(one).hasToString("hears Slack since 2026-11-24 11:08:30 UTC, over 1 connection");
    assertThat(one.next(2, "", LATER.plusSeconds(5)))
        .hasToString("hears Slack since 2026-11-24 11:08:30 UTC, over 2 connections");
  }

  @Test
  void itIsDeafSinceTheLastConnectionEndedAndForTheNewestReason() {
    var deaf = none.next(1, "", BEGIN).next(0, "the connection broke", LATER);
    assertThat(deaf.next(0, "Slack answered 503", LATER.plusSeconds(30)))
        .isEqualTo(new SocketStatus(false, LATER, 0, "Slack answered 503"));
  }

  @Test
  void whatWentWrongBesideAnOpenConnectionIsNoDeafness() {
    assertThat(none.next(1, "Slack answered 503", LATER).why()).isEmpty();
  }
}
