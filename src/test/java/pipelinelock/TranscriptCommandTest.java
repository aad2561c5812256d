package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.cli.Surroundings;

class TranscriptCommandTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/bosh");
  private static final Pattern END =
      Pattern.compile("Task (\\d+)(?: |\\. )(\\w+)\n\\z", Pattern.MULTILINE);
  private static final String EVENT =
      "{\"time\":%d,\"stage\":\"Updating instance\",\"tags\":[\"web\"],\"total\":1,"
          + "\"task\":\"web/%d\",\"index\":1,\"state\":\"started\",\"progress\":0}\n";

  @TempDir Path folder;

  static Stream<Path> logs() throws IOException {
    try (var files = Files.walk(RECORDINGS)) {
      return files.filter(it -> it.toString().endsWith(".event.ndjson")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("logs")
  void aRecordedLogIsPrintedAsBoshCliPrintedIt(Path log) throws IOException {
    String printed = Files.readString(Path.of(log.toString().replace(".event.ndjson", ".cli.txt")));
    var end = END.matcher(printed);
    assertThat(end.find()).as(printed).isTrue();
    String state = end.group(2).toLowerCase(java.util.Locale.ROOT);

    var fromFile =
        Command.run(Map.of(), "transcript", "--task", end.group(1), "--state", state, "" + log);
    var fromStdin =
        Command.run(
            Files.readAllBytes(log), "transcript", "--task=" + end.group(1), "--state", state);

    assertThat(fromFile).isEqualTo(new Command(0, printed, ""));
    assertThat(fromStdin).isEqualTo(fromFile);
  }

  @Test
  void linesArePrintedWhileTheLogIsStillRead() {
    var out = new ByteArrayOutputStream();
    var log = new EndlessLog(40_000, out);

    int code =
        Main.commandLine(
                new Surroundings(Map.of(), InstantSource.system(), log, out, System.nanoTime()))
            .execute("transcript", "--task", "7", "--state", "done");

    assertThat(code).isZero();
    assertThat(log.mostBehind).isPositive().isLessThan(1 << 20);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .endsWith("\nTask 7 done\n")
        .contains("web/39999");
  }

  @Test
  void whatIsNoEventIsCountedOnStderr() {
    var command =
        Command.run(
            "panic\n{}x\n".getBytes(StandardCharsets.UTF_8),
            "transcript",
            "--task",
            "7",
            "--state",
            "error");

    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).endsWith("Task 7 error\n").doesNotContain("panic");
    assertThat(command.err()).isEqualTo("2 lines are no events and were left out\n");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithoutAStackTrace() {
    var gone = folder.resolve("gone");

    var command = Command.run(Map.of(), "transcript", "--task", "7", "--state", "done", "" + gone);

    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).isEqualTo("there is no file " + gone + "\n");
  }

  @Test
  void aStateThatNoTaskHasIsRefused() {
    var command = Command.run(Map.of(), "transcript", "--task", "7", "--state", "finished");

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.err()).startsWith("--state is one of queued, processing, cancelling, done");
  }

  /** Makes events as they are asked for, and looks how far behind the printing is. */
  private static final class EndlessLog extends InputStream {
    private final int events;
    private final ByteArrayOutputStream out;
    private int made;
    private long given;
    private long mostBehind;
    private byte[] line = {};
    private int at;

    EndlessLog(int events, ByteArrayOutputStream out) {
      this.events = events;
      this.out = out;
    }

    @Override
    public int read() {
      if (at == line.length) {
        if (made == events) {
          return -1;
        }
        line = EVENT.formatted(1_700_000_000 + made, made).getBytes(StandardCharsets.UTF_8);
        made++;
        at = 0;
        mostBehind = Math.max(mostBehind, given - 4L * out.size());
      }
      given++;
      return line[at++];
    }
  }
}
