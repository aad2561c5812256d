package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

class JGitSystemTest {
  @Test
  void jgitGetsNoFileForWhatItMeasuresAndNoOtherSshProgram() throws Exception {
    JGitSystem.install();

    var system = SystemReader.getInstance();
    var config = system.openJGitConfig(null, FS.DETECTED);
    config.setString("filesystem", "/", "timestampResolution", "1 s");
    config.save();

    assertThat(config.getFile()).isNull();
    assertThat(system.getenv("GIT_SSH")).isNull();
    assertThat(system.getenv("PATH")).isNotNull();
  }

  @Test
  void itIsInstalledOnce() {
    JGitSystem.install();
    var installed = SystemReader.getInstance();

    JGitSystem.install();

    assertThat(SystemReader.getInstance()).isSameAs(installed);
  }
}
