package pipelinelock.bosh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Directors and bosh-cli have written, in {@code src/test/resources/bosh}. */
public final class Recordings {
  private Recordings() {}

  public static String text(String name) {
    return text(folder().resolve(name));
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All event logs that have bosh-cli's rendering next to them. */
  public static List<Path> eventLogs() {
    try (var files = Files.walk(folder())) {
      return files.filter(file -> file.toString().endsWith(".event.ndjson")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path sibling(Path log, String suffix) {
    String name = log.getFileName().toString().replace(".event.ndjson", suffix);
    return log.resolveSibling(name);
  }

  private static Path folder() {
    try {
      return Path.of(Recordings.class.getResource("/bosh").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
