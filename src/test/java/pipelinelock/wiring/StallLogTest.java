package pipelinelock.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.UnprovenRecord;

class StallLogTest {
  private static final IncidentId ID = new IncidentId(7);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("test." + StallLogTest.class);
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final StallLog stumbles = new StallLog(() -> now, log);

  @BeforeEach
  void listen() {
    log.setAdditive(false);
    logged.start();
    log.addAppender(logged);
  }

  private void asks(int times) {
    for (int i = 0; i < times; i++) {
      stumbles.over(ID, new UnprovenRecord(ID, "event 3 is not what was written"));
      now = now.plusSeconds(5);
    }
  }

  @Test
  void whatStaysAsItIsIsLoggedOnceAndThenHourly() {
    asks(700); // 58 min
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.getFirst().getFormattedMessage())
        .contains("INC-7", "event 3 is not what was written", "does nothing about it");
    asks(40);
    assertThat(logged.list).hasSize(2);
  }

  @Test
  void somethingElseIsLoggedAtOnce() {
    asks(3);
    stumbles.over(ID, new UnprovenRecord(ID, "event 4 is not what was written"));
    stumbles.over(new IncidentId(8), new UnprovenRecord(ID, "event 4 is not what was written"));
    assertThat(logged.list).hasSize(3);
  }

  @Test
  void aClockThatGoesBackSilencesNothing() {
    asks(1);
    now = now.minus(Duration.ofHours(2));
    asks(1);
    assertThat(logged.list).hasSize(2);
  }
}
