package pipelinelock.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() {
    var settings = new LogSettings();
    settings.setContext(context);
    assertThat(settings.configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  /** They log the traces of what they throw, or quote what they cannot read. */
  @ParameterizedTest
  @ValueSource(
      strings = {"org.eclipse.jgit.internal.storage.file.FileSnapshot", "org.apache.sshd.client"})
  void librariesWhoseFailuresTheBotTellsLogNothing(String logger) {
    assertThat(context.getLogger(logger).isErrorEnabled()).isFalse();
    assertThat(context.getLogger("pipelinelock.runbook").isInfoEnabled()).isTrue();
  }

  /** At DEBUG they log whole requests, and what they sign. */
  @ParameterizedTest
  @ValueSource(strings = {"com.slack.api.methods", "software.amazon.awssdk.auth"})
  void librariesThatLogSecretsDoNotWhateverTheRootIs(String logger) {
    context.getLogger("ROOT").setLevel(Level.DEBUG);
    assertThat(context.getLogger(logger).isDebugEnabled()).isFalse();
    assertThat(context.getLogger(logger).isInfoEnabled()).isTrue();
  }

  @Test
  void whatIsLoggedGoesToStderr() {
    assertThat(context.getLogger("ROOT").getAppender("stderr"))
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            appender -> {
              assertThat(appender.getTarget()).isEqualTo("System.err");
              assertThat(appender.isStarted()).isTrue();
              assertThat(appender.getEncoder()).isInstanceOf(DiscreetEncoder.class);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "pipelinelock.runbook.IncidentDriver, INFO, false",
    "pipelinelock.wiring.DirectorKeepAlive, WARN, false",
    "a.very.long.name.of.a.package.in.a.library.Thing, ERROR, true",
    "root, INFO, true"
  })
  void aLineIsWhatThePatternMadeOfIt(String logger, String level, boolean thrown) {
    var cause = new IllegalStateException("within", new IllegalArgumentException("below"));
    var event = event(logger, Level.toLevel(level), thrown ? cause : null);

    assertThat(line(event))
        .isEqualTo(indented(pattern(event)))
        .startsWith("2026-11-30T10:41:46.007Z ");
  }

  /** Each further line behind a tab, so that nothing in one can pass for a line of the log. */
  private static String indented(String lines) {
    return lines.replaceAll("\n(?=[^\t\n])", "\n\t");
  }

  private LoggingEvent event(String logger, Level level, @Nullable Throwable thrown) {
    var event =
        new LoggingEvent(
            "", context.getLogger(logger), level, "{} waits", thrown, new Object[] {"INC-42"});
    event.setInstant(Instant.parse("2026-11-30T10:41:46.007Z"));
    return event;
  }

  private String line(ILoggingEvent event) {
    var line = new LogLine();
    line.setContext(context);
    line.start();
    return line.doLayout(event);
  }

  private String pattern(ILoggingEvent event) {
    var layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{24} %msg%n");
    layout.start();
    return layout.doLayout(event);
  }
}
