package pipelinelock.slack.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.socket.SocketStatus;

class SlackHealthTest {
  private static final Instant BEGIN = Instant.parse("2026-11-24T11:07:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private final SlackHealth health = new SlackHealth(now::get);

  @Test
  void nothingIsWrongAtFirst() {
    assertThat(health.troubles()).isEmpty();
    assertThat(health.details()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not_authed",
        "invalid_auth",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type"
      })
  void aRefusedTokenIsToldUntilSlackTakesItAgain(String error) {
    health.answered(new Sent.Refused<>(error));
    assertThat(health.troubles())
        .singleElement()
        .asString()
        .contains("Slack refused the bot token: " + error, "since 2026-11-24 11:07:00 UTC");
    health.answered(new Sent.Done<>("taken"));
    assertThat(health.troubles()).isEmpty();
  }

  @Test
  void whatSlackRefusesForAnotherReasonIsNoBadToken() {
    health.answered(new Sent.Refused<>("channel_not_found"));
    health.answered(new Sent.InDoubt<>("Slack says internal_error"));
    health.answered(new Sent.Slower<>(Duration.ofSeconds(1)));
    assertThat(health.troubles()).isEmpty();
  }

  @Test
  void aTroubleIsToldOnceAndSinceItBegan() {
    var changes = new AtomicInteger();
    health.onChange(changes::incrementAndGet);
    health.begins(SlackTrouble.TOKEN, "the token was revoked");
    now.set(BEGIN.plusSeconds(60));
    health.begins(SlackTrouble.TOKEN, "the token was revoked");
    assertThat(changes).hasValue(1);
    assertThat(health.troubles())
        .containsExactly("Slack: the token was revoked (since 2026-11-24 11:07:00 UTC)");
    health.ends(SlackTrouble.TOKEN);
    health.ends(SlackTrouble.TOKEN);
    assertThat(changes).hasValue(2);
  }

  @Test
  void lostEventsAreToldForAnHour() {
    new AppNotices(health).eventsLost(BEGIN.getEpochSecond());
    assertThat(health.troubles())
        .singleElement()
        .asString()
        .contains("events of the minute 2026-11-24 11:07:00 UTC were dropped");
    now.set(BEGIN.plusSeconds(3601));
    assertThat(health.troubles()).isEmpty();
  }

  @Test
  void aMinuteThatIsNoneBreaksNothing() {
    new AppNotices(health).eventsLost(Long.MAX_VALUE);
    assertThat(health.troubles()).singleElement().asString().contains("that Slack does not name");
  }

  @Test
  void deafnessIsATroubleAndHearingADetail() {
    var hearing = new AtomicReference<>(new SocketStatus(false, BEGIN, 0, "Slack answered 503"));
    health.hearsBy(hearing::get);
    assertThat(health.troubles())
        .containsExactly(
            "this node is deaf to Slack since 2026-11-24 11:07:00 UTC: Slack answered 503");
    assertThat(health.details())
        .containsExactly("slack hears=0 since=%d connections=0".formatted(BEGIN.getEpochSecond()));
    hearing.set(new SocketStatus(true, BEGIN, 1, ""));
    assertThat(health.troubles()).isEmpty();
    assertThat(health.details())
        .containsExactly(
            "this node hears Slack since 2026-11-24 11:07:00 UTC, over 1 connection",
            "slack hears=1 since=%d connections=1".formatted(BEGIN.getEpochSecond()));
  }
}
