package pipelinelock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build gave this program, from {@code pom.xml}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"pipeline-lock " + current()};
  }

  /** For example "0.1.0-SNAPSHOT"; never empty. */
  public static String current() {
    var build = new Properties();
    try (var file = Version.class.getResourceAsStream("/build.properties")) {
      build.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
