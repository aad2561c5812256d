package pipelinelock.log;

import static java.util.stream.Collectors.joining;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import pipelinelock.wording.Outside;

/**
 * {@code 2026-11-30T10:41:46.123Z INFO p.runbook.IncidentDriver INC-42: …}, followed by the stack
 * trace: the pattern {@code %d %-5level %logger{24} %msg%n}, without the pattern's many classes.
 * Every line but the first starts with a tab, so no text from outside can look like a line of the
 * log.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final int LONGEST_LOGGER = 24;
  private static final int LONGEST_LEVEL = 5;
  private static final String BELOW = System.lineSeparator() + "\t";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final TargetLengthBasedClassNameAbbreviator names =
      new TargetLengthBasedClassNameAbbreviator(LONGEST_LOGGER);
  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

  @Override
  public void start() {
    traces.setContext(getContext());
    traces.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String level = event.getLevel().toString();
    return TIME.format(event.getInstant())
        + " "
        + level
        + " ".repeat(Math.max(0, LONGEST_LEVEL - level.length()) + 1)
        + names.abbreviate(event.getLoggerName())
        + " "
        + message(event)
        + System.lineSeparator()
        + trace(event);
  }

  /** What remotes say is in it: only an event of the log's own begins a line. */
  private static String message(ILoggingEvent event) {
    return Outside.printable(event.getFormattedMessage()).strip().replace("\n", BELOW);
  }

  private String trace(ILoggingEvent event) {
    return traces
        .convert(event)
        .lines()
        .map(line -> "\t" + Outside.printable(line).strip() + System.lineSeparator())
        .collect(joining());
  }
}
