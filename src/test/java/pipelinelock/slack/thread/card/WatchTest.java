package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.incident.Incident;
import pipelinelock.runbook.platform.UsualTime;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;
import pipelinelock.slack.thread.IncidentThreadTest;
import pipelinelock.slack.thread.ThreadExamples;

class WatchTest {
  private static Watch at(Duration afterTheRequest) {
    var now = Story.AT.plus(afterTheRequest);
    return new Watch(() -> now, (_, _) -> UsualTime.RUNBOOK_WORKER);
  }

  /** A request lives for 15 minutes. */
  @ParameterizedTest
  @CsvSource({
    "PT-8H,      PT9H,  PT15M", // another node's clock
    "PT0S,       PT15M, PT1M",
    "PT0.001S,   PT15M, PT59.999S",
    "PT59.999S,  PT15M, PT0.001S",
    "PT1M,       PT14M, PT1M",
    "PT14M20S,   PT1M,  PT40S",
    "PT14M59.5S, PT1M,  PT0.5S",
    "PT15M,      ,      ",
    "PT20M,      ,      ",
  })
  void theTimeThatIsLeftIsToldInWholeMinutesUntilItIsUp(
      Duration after, @Nullable Duration left, @Nullable Duration next) {
    var waiting = Story.requested().incident();
    assertThat(at(after).left(waiting)).isEqualTo(Optional.ofNullable(left));
    assertThat(at(after).next(waiting)).isEqualTo(Optional.ofNullable(next));
  }

  @Test
  void afterTheDecisionNothingIsCountedDown() {
    Incident decided = Story.requested().started().incident();
    assertThat(at(Duration.ofMinutes(2)).next(decided)).isEmpty();
  }

  @Test
  void theCardSaysHowLongItStillWaits() {
    var story = Story.requested();
    var thread =
        ThreadExamples.of(
            IncidentThreadTest::transcript,
            IncidentThreadTest.BY_HAND,
            KnownPeople.OF_THE_STORY,
            at(Duration.ofMinutes(3)));
    assertThat(thread.parts(story.incident(), story.events()).getLast().message().text())
        .contains("expires ", ", in 12 min at most");
  }
}
