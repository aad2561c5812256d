package pipelinelock.log;

import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/** The tests log less than the program, as {@code logback-test.xml} says. */
@ConfiguratorRank(TestLogSettings.BEFORE_THE_PROGRAMS)
public final class TestLogSettings extends DefaultJoranConfigurator {
  static final int BEFORE_THE_PROGRAMS = LogSettings.BEFORE_ANY_FILE + 10;
}
