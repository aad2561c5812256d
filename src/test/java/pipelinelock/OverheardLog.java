package pipelinelock;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import org.slf4j.LoggerFactory;
import pipelinelock.log.DiscreetEncoder;

/** What this process logs from now on, as the bot's log shows it. */
final class OverheardLog implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  OverheardLog() {
    var encoder = new DiscreetEncoder();
    encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    encoder.start();
    appender.setContext(encoder.getContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    root().addAppender(appender);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  String text() {
    return bytes.toString(UTF_8);
  }

  @Override
  public void close() {
    root().detachAppender(appender);
    appender.stop();
  }
}
