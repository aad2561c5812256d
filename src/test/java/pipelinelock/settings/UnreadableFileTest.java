package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.settings.file.SettingsFile;

/** Files that are missing, locked or no text. */
class UnreadableFileTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    var reader = new SettingsFile(Map.of());
    Path missing = folder.resolve("missing.yml");
    Path binary = Files.write(folder.resolve("binary.yml"), new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> reader.read(missing))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            missing
                + ": there is no such file; create it as docs/configuration.md shows, or correct"
                + " --config");
    assertThatThrownBy(() -> reader.read(folder))
        .hasMessage(folder + ": is a folder; name the settings file in it");
    assertThatThrownBy(() -> reader.read(binary))
        .hasMessage(binary + ": is not text in UTF-8; save it as UTF-8");
  }

  @Test
  void aFileWithoutTheRightToReadItIsNamed() throws IOException {
    Path locked =
        Files.createFile(
            folder.resolve("locked.yml"), PosixFilePermissions.asFileAttribute(Set.of()));
    assumeFalse(Files.isReadable(locked), "root may read every file");

    assertThatThrownBy(() -> new SettingsFile(Map.of()).read(locked))
        .hasMessage(
            locked + ": cannot be read by this user; give the bot's user permission to read it");
  }

  @Test
  void aSecretsFileThatIsOfNoUseIsNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(1_000_001));

    assertThat(whatIsSaidOf(empty))
        .endsWith(
            ": is empty (it came from file:%s); write for example 'client_secret: ${BOSH_CLIENT_SECRET}'"
                .formatted(empty));
    assertThat(whatIsSaidOf(binary))
        .endsWith(": %s is not text in UTF-8; write it as UTF-8 text".formatted(binary));
    assertThat(whatIsSaidOf(large))
        .endsWith(
            ": %s is larger than 1 MB; name the file that contains the value".formatted(large));
  }

  private static String whatIsSaidOf(Path file) {
    String text = Example.SHORT.replace("${DEV04_BOSH_CLIENT_SECRET}", "file:" + file);
    return catchThrowableOfType(SettingsException.class, () -> Example.read(text))
        .problems()
        .getFirst()
        .toString();
  }
}
