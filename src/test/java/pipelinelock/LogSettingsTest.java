package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
  /** They log the traces of what they throw, or quote what they cannot read. */
  @ParameterizedTest
  @ValueSource(
      strings = {"org.eclipse.jgit.internal.storage.file.FileSnapshot", "org.apache.sshd.client"})
  void librariesWhoseFailuresTheBotTellsLogNothing(String logger) throws JoranException {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());

    assertThat(context.getLogger(logger).isErrorEnabled()).isFalse();
    assertThat(context.getLogger("pipelinelock.runbook").isInfoEnabled()).isTrue();
    context.stop();
  }
}
