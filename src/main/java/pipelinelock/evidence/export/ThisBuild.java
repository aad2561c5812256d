package pipelinelock.evidence.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build gave this program, from {@code pom.xml}. */
public final class ThisBuild {
  private ThisBuild() {}

  /** For example "0.1.0-SNAPSHOT"; never empty. */
  public static String version() {
    var build = new Properties();
    try (var file = ThisBuild.class.getResourceAsStream("/build.properties")) {
      build.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
