package pipelinelock.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts pinned as files; {@code -Dgolden.update=true} accepts what they are now. */
public final class GoldenText {
  private static final Path FOLDER = Path.of("src/test/resources/terminal");

  private GoldenText() {}

  /** Checks the text against its file. */
  public static void check(String name, String now) {
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, now);
      }
      assertThat(file).as("accept it with -Dgolden.update=true").exists();
      assertThat(now)
          .as("%s differs; accept it with -Dgolden.update=true", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
