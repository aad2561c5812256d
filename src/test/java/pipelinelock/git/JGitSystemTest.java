package pipelinelock.git;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS.FileStoreAttributes;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JGitSystemTest {
  @TempDir private Path folder;

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

  /** A machine on which every one of the three files says what endangers the bot. */
  private static final class BadMachine extends SystemReader.Delegate {
    private final Path file;

    BadMachine(Path file) {
      super(SystemReader.getInstance());
      this.file = file;
    }

    private FileBasedConfig bad(@Nullable Config parent, FS files) {
      return new FileBasedConfig(parent, file.toFile(), files);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
      return bad(parent, files);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
      return bad(parent, files);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
      return bad(parent, files);
    }
  }

  private static Function<SystemReader, Config> opened(
      BiFunction<SystemReader, FS, FileBasedConfig> which) {
    return system -> {
      try {
        var config = which.apply(system, FS.DETECTED);
        config.load();
        return config;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    };
  }

  static Stream<Arguments> files() {
    return Stream.of(
        file("the machine's", opened((system, files) -> system.openSystemConfig(null, files))),
        file("the user's", opened((system, files) -> system.openUserConfig(null, files))),
        file("jgit's own", opened((system, files) -> system.openJGitConfig(null, files))));
  }

  private static Arguments file(String name, Function<SystemReader, Config> open) {
    return Arguments.argumentSet(name, open);
  }

  @ParameterizedTest
  @MethodSource("files")
  void noConfigurationOfTheMachineCountsForTheBot(Function<SystemReader, Config> open)
      throws Exception {
    var file =
        Files.writeString(
            folder.resolve("gitconfig"),
            "[http]\n\tsslVerify = false\n[url \"https://evil.example/\"]\n\tinsteadOf = https://git.example/\n");
    var machine = new BadMachine(file);
    assertThat(open.apply(machine).getBoolean("http", "sslVerify", true))
        .as("the machine is as bad as it should be")
        .isFalse();
    var config = open.apply(new JGitSystem(machine));
    assertThat(config.getBoolean("http", "sslVerify", true)).isTrue();
    assertThat(config.getSubsections("url")).isEmpty();
    assertThat(new JGitSystem(machine).getUserConfig().getBoolean("http", "sslVerify", true))
        .isTrue();
  }

  /** Where JGit finds nothing it measures, for a second, before it gives the first answer. */
  @Test
  void timestampsAreNotMeasured() throws Exception {
    var config = new JGitSystem(new BadMachine(folder.resolve("none"))).getUserConfig();
    var cautious = FileStoreAttributes.FALLBACK_FILESTORE_ATTRIBUTES;
    assertThat(config.getTimeUnit("filesystem", "disk", "timestampResolution", -1, NANOSECONDS))
        .isEqualTo(cautious.getFsTimestampResolution().toNanos());
    assertThat(config.getTimeUnit("filesystem", "disk", "minRacyThreshold", -1, NANOSECONDS))
        .isEqualTo(cautious.getMinimalRacyInterval().toNanos());
    assertThat(config.getTimeUnit("gc", null, "pruneExpire", -1, NANOSECONDS)).isEqualTo(-1);
  }
}
