package pipelinelock.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  private static QuietHours quiet(String from, String to, Set<DayOfWeek> days) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), LONDON, days);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T21:59:59Z, false",
    "2026-11-24T22:00:00Z, true",
    "2026-11-25T00:00:00Z, true",
    "2026-11-25T06:59:59Z, true",
    "2026-11-25T07:00:00Z, false",
    // Summer time: the wall's clock is an hour ahead.
    "2026-07-01T20:59:59Z, false",
    "2026-07-01T21:00:00Z, true",
    "2026-07-02T05:59:59Z, true",
    "2026-07-02T06:00:00Z, false",
    // The night of 29 March is an hour shorter, that of 25 October an hour longer.
    "2026-03-29T05:59:59Z, true",
    "2026-03-29T06:00:00Z, false",
    "2026-10-25T06:59:59Z, true",
    "2026-10-25T07:00:00Z, false",
  })
  void theyCrossMidnightAndFollowTheClockOnTheWall(Instant at, boolean quiet) {
    assertThat(quiet("22:00", "07:00", DAILY).cover(at)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, false",
    "2026-03-29T01:00:00Z, true", // 01:00 is followed by 02:00 there: 01:30 never comes
    "2026-03-29T01:59:59Z, true",
    "2026-03-29T02:00:00Z, false",
    "2026-10-25T00:29:59Z, false",
    "2026-10-25T00:30:00Z, true", // 01:30 comes first in summer time ...
    "2026-10-25T01:15:00Z, false", // ... and the hour comes again: 01:15
    "2026-10-25T01:30:00Z, true",
  })
  void hoursThatAreSkippedOrComeTwice(Instant at, boolean quiet) {
    assertThat(quiet("01:30", "03:00", DAILY).cover(at)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T21:00:00Z, false", // Friday
    "2026-11-27T23:00:00Z, true",
    "2026-11-28T06:00:00Z, true", // the night that began on Friday
    "2026-11-28T23:00:00Z, false", // Saturday is no such day
    "2026-11-29T06:00:00Z, false",
  })
  void theDayIsTheOneOnWhichTheyBegin(Instant at, boolean quiet) {
    assertThat(quiet("22:00", "07:00", EnumSet.of(DayOfWeek.FRIDAY)).cover(at)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T23:59:59Z, false",
    "2026-11-28T00:00:00Z, true",
    "2026-11-29T23:59:59Z, true",
    "2026-11-30T00:00:00Z, false",
  })
  void aWholeWeekend(Instant at, boolean quiet) {
    var weekend = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(quiet("00:00", "00:00", weekend).cover(at)).isEqualTo(quiet);
  }

  @Test
  void quietHoursThatNeverEndAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quiet("22:00", "22:00", DAILY))
        .withMessage("quiet hours from 22:00 to 22:00 on every day never end");
    assertThatIllegalArgumentException().isThrownBy(() -> quiet("22:00", "07:00", Set.of()));
  }
}
