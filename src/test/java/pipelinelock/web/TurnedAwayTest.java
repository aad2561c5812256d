package pipelinelock.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import pipelinelock.web.TurnedAway.Reason;

class TurnedAwayTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(TurnedAway.class);
  private Instant now = Instant.parse("1999-11-30T12:00:00Z");
  private final TurnedAway turnedAway = new TurnedAway(() -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  @Test
  void aFloodIsOneLineAMinute() {
    for (int i = 0; i < 10_000; i++) {
      turnedAway.count(Reason.WRONG_SIGNATURE);
    }
    turnedAway.count(Reason.LATE);
    now = now.plusSeconds(60);
    turnedAway.count(Reason.LATE);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(it -> !it.contains("fresh")) // other tests turn away at the same time
        .contains(
            "Requests were rejected since the last such line: 1 with a wrong signature",
            "Requests were rejected since the last such line: 9999 with a wrong signature, 2 that did not arrive completely in time");
    assertThat(turnedAway.words())
        .isEqualTo("10000 with a wrong signature, 2 that did not arrive completely in time");
  }
}
