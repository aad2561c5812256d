package pipelinelock.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code docs/verify_record.py} as a process that is asked about one copy after the other. */
final class SecondVerifier implements AutoCloseable {
  private final Process process;
  private final OutputStream to;
  private final BufferedReader from;

  private SecondVerifier(Process process) {
    this.process = process;
    this.to = process.getOutputStream();
    this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Empty where there is no Python. */
  static Optional<SecondVerifier> start(String... words) {
    try {
      if (new ProcessBuilder("python3", "--version").start().waitFor() != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new SecondVerifier(
              new ProcessBuilder(command(words))
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(String... words) {
    var command = new ArrayList<>(List.of("python3", "-B", "docs/verify_record.py", "--batch"));
    command.addAll(List.of(words));
    return command;
  }

  /** What it finds in a copy, a sentence each. */
  List<String> problems(byte[] copy) {
    try {
      to.write((copy.length + "\n").getBytes(UTF_8));
      to.write(copy);
      to.flush();
      return JsonParser.parseString(from.readLine())
          .getAsJsonObject()
          .getAsJsonArray("problems")
          .asList()
          .stream()
          .map(problem -> problem.getAsString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
