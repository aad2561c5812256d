package pipelinelock.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server as a process of its own, from its start to its end. */
final class Server implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listens on (http://[0-9.]+:[0-9]+)");

  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final URI url;

  Server(List<String> command, Map<String, String> variables, Path log) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    try {
      process = builder.start();
      var tooLate =
          CompletableFuture.runAsync(
              process::destroyForcibly,
              CompletableFuture.delayedExecutor(START.toSeconds(), TimeUnit.SECONDS));
      url = url(process.inputReader(StandardCharsets.UTF_8), log);
      tooLate.cancel(false);
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + command.getFirst(), e);
    }
  }

  /** Reads on to the end, so that the server never waits for its own log. */
  private static URI url(BufferedReader lines, Path log) throws IOException {
    var out = Files.newBufferedWriter(log);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      out.write(line + "\n");
      out.flush();
      var found = LISTENS.matcher(line);
      if (found.find()) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try (out) {
                    lines.transferTo(out);
                  } catch (IOException ended) {
                    // the server is stopped
                  }
                });
        return URI.create(found.group(1));
      }
    }
    out.close();
    throw new IllegalStateException("it ended before it listened:\n" + Files.readString(log));
  }

  URI url() {
    return url;
  }

  /** Resident memory, in MB, as Linux counts it. */
  long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          / 1024;
    } catch (IOException e) {
      return 0; // no Linux
    }
  }

  /** Processor time used so far. */
  Duration processor() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(20))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
