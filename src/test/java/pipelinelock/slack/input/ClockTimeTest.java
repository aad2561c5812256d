package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "09:42,   Europe/London, 2026-11-24T09:42:00Z",
    "9:42,    Europe/London, 2026-11-24T09:42:00Z",
    "0942,    Europe/London, 2026-11-24T09:42:00Z",
    "9.42,    Europe/London, 2026-11-24T09:42:00Z",
    "9h42,    Europe/London, 2026-11-24T09:42:00Z",
    "10:42,   Europe/Berlin, 2026-11-24T09:42:00Z",
    "10:42Z,  Europe/Berlin, 2026-11-23T10:42:00Z",
    "09:42utc,Europe/Berlin, 2026-11-24T09:42:00Z",
    "09:42 UTC,Asia/Kolkata, 2026-11-24T09:42:00Z",
    "10:00,   Europe/London, 2026-11-24T10:00:00Z",
    "10:01,   Europe/London, 2026-11-23T10:01:00Z",
    "23:59,   Europe/London, 2026-11-23T23:59:00Z",
    "00:00,   Europe/London, 2026-11-24T00:00:00Z",
    "01:30,   Pacific/Auckland, 2026-11-23T12:30:00Z"
  })
  void theNewestSuchMomentIsMeant(String typed, String zone, Instant at) {
    assertThat(ClockTime.parse(typed).map(it -> it.newest(ZoneId.of(zone), NOW))).contains(at);
  }

  @ParameterizedTest
  @CsvSource({
    "10:42,   Europe/London, 2026-11-24T10:42:00Z",
    "10:42,   Europe/Berlin, 2026-11-25T09:42:00Z",
    "10:42Z,  Europe/Berlin, 2026-11-24T10:42:00Z",
    "10:00,   Europe/London, 2026-11-25T10:00:00Z",
    "1400,    Europe/London, 2026-11-24T14:00:00Z",
    "01:30,   Pacific/Auckland, 2026-11-24T12:30:00Z"
  })
  void orTheNext(String typed, String zone, Instant at) {
    assertThat(ClockTime.parse(typed).map(it -> it.next(ZoneId.of(zone), NOW))).contains(at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "noon", "24:00", "9", "9:7", "12:60", "-1:00", "10:42 CET", "tomorrow"})
  void othersAreNoTimeOfDay(String typed) {
    assertThat(ClockTime.parse(typed)).isEmpty();
  }
}
