package pipelinelock.settings.read;

import java.nio.file.Path;

/**
 * Resolves the path of a proxy's key as a shell would: {@code ~} is the bot's home directory, and
 * relative paths start at the settings file.
 */
public record KeyFiles(Path home, Path folder) {
  private static final String HOME = "~";

  /** Of this settings file, for the user that the bot runs as. */
  public static KeyFiles beside(String file) {
    var folder = Path.of(file).toAbsolutePath().getParent();
    return new KeyFiles(
        Path.of(System.getProperty("user.home")), folder == null ? Path.of("/") : folder);
  }

  public Path find(Path written) {
    return written.startsWith(HOME)
        ? home.resolve(Path.of(HOME).relativize(written)).normalize()
        : folder.resolve(written).normalize();
  }
}
