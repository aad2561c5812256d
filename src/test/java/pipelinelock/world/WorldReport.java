package pipelinelock.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A table of what was said about each world, for people to read. */
final class WorldReport {
  private final Map<String, String> lines = new ConcurrentSkipListMap<>();

  void add(String name, boolean right, String told) {
    lines.put(name, "%s | %s | %s".formatted(right ? "right" : "WRONG", name, told));
  }

  /** Writes the table under {@code target}. */
  void write(String file) {
    try {
      Files.createDirectories(Path.of("target"));
      var right = lines.values().stream().filter(it -> it.startsWith("right")).count();
      Files.writeString(
          Path.of("target", file),
          "%d of %d right%n%n%s%n"
              .formatted(right, lines.size(), String.join("\n", lines.values())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
