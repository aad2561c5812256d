package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pipelinelock.cli.Version;

class VersionTest {
  /** The only place in which the version is written down. */
  @Test
  void theProgramHasTheVersionOfItsBuild() throws Exception {
    var pom = Files.readString(Path.of("pom.xml"));
    var version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(new Version().getVersion()).containsExactly("pipeline-lock " + version.group(1));
  }
}
