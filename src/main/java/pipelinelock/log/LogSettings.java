package pipelinelock.log;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/**
 * What is logged, and where. It is code because reading the same from XML took a tenth of a
 * terminal command's time. {@code -Dlogback.configurationFile} still selects a file instead.
 */
@ConfiguratorRank(LogSettings.BEFORE_ANY_FILE)
public final class LogSettings extends ContextAwareBase implements Configurator {
  /** Logback's own, which look for files, have 0 and less. */
  static final int BEFORE_ANY_FILE = 10;

  private static final Map<String, Level> LIBRARIES =
      Map.of(
          // At DEBUG the Slack library logs whole requests.
          "com.slack.api", Level.INFO,
          // At DEBUG the AWS library logs what it signs, session tokens included.
          "software.amazon.awssdk", Level.INFO,
          "org.eclipse.jetty", Level.WARN,
          "org.flywaydb", Level.WARN,
          "com.zaxxer.hikari", Level.WARN,
          // It logs the traces of what it throws as well; what matters the bot says itself.
          "org.eclipse.jgit", Level.OFF,
          // It quotes what it cannot read, which may be a secret; what matters the tunnel says.
          "org.apache.sshd", Level.OFF);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(stderr(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** stdout is for what commands print. */
  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context) {
    var encoder = new DiscreetEncoder();
    encoder.setContext(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
