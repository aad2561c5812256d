package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {
  private static final Instant ASKED = Instant.parse("2026-11-24T11:00:00.900Z");
  private static final Instant ANSWERED = Instant.parse("2026-11-24T11:00:01.100Z");

  @ParameterizedTest
  @CsvSource({
    "11:00:00, OK, agrees with ours",
    "11:00:01, OK, agrees with ours",
    "10:59:58, OK, agrees with ours",
    "11:00:03, OK, agrees with ours",
    "11:00:04, WARN, is 2 s ahead of ours",
    "10:59:50, WARN, is 9 s behind ours",
    "11:00:31, WARN, is 29 s ahead of ours",
    "11:00:32, FAIL, is 30 s ahead of ours",
    "10:55:00, FAIL, is 4 min 59 s behind ours"
  })
  void aClockIsJudgedByWhatItsWholeSecondsAllow(String told, Grade grade, String found) {
    var finding =
        ClockSkew.between(
            ASKED, ANSWERED, Optional.of(Instant.parse("2026-11-24T%sZ".formatted(told))));

    assertThat(finding.grade()).isEqualTo(grade);
    assertThat(finding.found()).isEqualTo(found);
    assertThat(finding.advice().isEmpty()).isEqualTo(grade == Grade.OK);
  }

  @Test
  void aRemoteThatTellsNoTimeIsNotBlamed() {
    assertThat(ClockSkew.between(ASKED, ANSWERED, Optional.empty()).grade()).isEqualTo(Grade.OK);
  }
}
