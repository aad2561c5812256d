package pipelinelock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import pipelinelock.cli.Surroundings;

/**
 * A command that was executed as from a shell.
 *
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record Command(int exitCode, String out, String err) {
  static Command run(Map<String, String> variables, String... words) {
    return run(variables, InputStream.nullInputStream(), InstantSource.system(), words);
  }

  static Command run(byte[] in, String... words) {
    return run(Map.of(), new ByteArrayInputStream(in), InstantSource.system(), words);
  }

  static Command run(
      Map<String, String> variables, InputStream in, InstantSource clock, String... words) {
    var bytes = new ByteArrayOutputStream();
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine(new Surroundings(variables, clock, in, bytes, System.nanoTime()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Command(code, bytes.toString(StandardCharsets.UTF_8) + out, err.toString());
  }
}
