package pipelinelock.bosh.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.bosh.HostileLog;
import pipelinelock.bosh.LongLog;
import pipelinelock.bosh.Recordings;

class TaskTranscriptTest {
  static Stream<Path> eventLogs() {
    return Recordings.eventLogs().stream();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @Test
  void allRecordingsAreThere() {
    assertThat(Recordings.eventLogs()).hasSize(53);
  }

  @ParameterizedTest
  @MethodSource("eventLogs")
  void eachRecordedLogReadsAsBoshCliPrintsIt(Path log) {
    String printed = Recordings.text(Recordings.sibling(log, ".cli.txt"));

    assertThat(transcript(idIn(printed), stateIn(printed), List.of(bytes(log)))).isEqualTo(printed);
  }

  @ParameterizedTest
  @MethodSource("eventLogs")
  void piecesOfAnySizeGiveTheSame(Path log) {
    String printed = Recordings.text(Recordings.sibling(log, ".cli.txt"));

    for (int size : new int[] {1, 7, 100, 1000}) {
      List<byte[]> pieces = cut(bytes(log), size);
      assertThat(transcript(idIn(printed), stateIn(printed), pieces)).isEqualTo(printed);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void hostileLogsAreReadToTheEndHoweverTheyAreCut(int seed) {
    var random = new Random(seed);
    byte[] log = new HostileLog(random).bytes(60);
    var whole = new TaskTranscript(7);
    String expected = whole.add(log) + whole.footer("error");

    var cut = new TaskTranscript(7);
    var text = new StringBuilder();
    for (int from = 0, to; from < log.length; from = to) {
      to = Math.min(log.length, from + 1 + random.nextInt(40));
      text.append(cut.add(Arrays.copyOfRange(log, from, to)));
    }
    text.append(cut.footer("error"));

    assertThat(text.toString()).isEqualTo(expected);
    assertThat(cut.skipped()).isEqualTo(whole.skipped());
  }

  @ParameterizedTest
  @CsvSource({"0,''", "1,Preparing deployment", "2,''", "7,Updating instance", "9,executing drain"})
  void thePhaseIsTheDirectorsWordForWhatGoesOn(int lines, String phase) {
    String log = Recordings.text(Path.of("src/test/resources/bosh/task-260183.event.ndjson"));
    String begin = log.lines().limit(lines).collect(java.util.stream.Collectors.joining("\n"));

    assertThat(new Transcripts().phase(begin).orElse("")).isEqualTo(phase);
  }

  @Test
  void aTaskWithoutOutputEndsOnItsFirstLine() {
    assertThat(transcript(260165, "done", List.of())).isEqualTo("Task 260165. Done\n");
  }

  @Test
  void anUnreadableLineIsLeftOutAndCounted() {
    var transcript = new TaskTranscript(7);

    String text =
        transcript.add(
            """
            {"time":1708337191,"stage":"A","tags":[],"task":"a","state":"started"}
            Byte range unsatisfiable
            null

            {"time":99999999999999999,"stage":"A","tags":[],"task":"a","state":"finished"}
            {"time":1708337192,"stage":"A","tags":[],"task":"a","state":"finished"}
            """
                .getBytes(UTF_8));

    // Go reads null as an event without anything: it prints nothing, but parts the step's two
    // lines.
    assertThat(text).isEqualTo("\n\nTask 7 | 10:06:31 | A: a\nTask 7 | 10:06:32 | A: a (00:00:01)");
    assertThat(transcript.skipped()).isEqualTo(2);
  }

  @Test
  void aLastLineWithoutItsEndWaits() {
    var transcript = new TaskTranscript(7);

    String text =
        transcript.add(
            "{\"time\":1,\"stage\":\"A\",\"task\":\"a\",\"state\":\"started\"}".getBytes(UTF_8));

    assertThat(text).isEqualTo("\n");
    assertThat(transcript.add("\n".getBytes(UTF_8))).isEqualTo("\nTask 7 | 00:00:01 | A: a");
  }

  @Test
  void interleavedStepsAreAnnouncedAgain() {
    assertThat(
            lines(
                """
                {"time":0,"stage":"U","tags":["g"],"task":"a","state":"started"}
                {"time":1,"stage":"U","tags":["g"],"task":"b","state":"started"}
                {"time":2,"stage":"U","tags":["g"],"task":"a","state":"in_progress","data":{"status":"executing drain"}}
                {"time":3600,"stage":"U","tags":["g"],"task":"b","state":"finished"}
                {"time":90000,"stage":"U","tags":["g"],"task":"a","state":"finished"}
                """))
        .containsExactly(
            "Task 7 | 00:00:00 | U g: a",
            "Task 7 | 00:00:01 | U g: b",
            "Task 7 | 00:00:02 | U g: a",
            "Task 7 | 00:00:02 | L executing drain: a",
            "Task 7 | 01:00:00 | U g: b (00:59:59)",
            "Task 7 | 01:00:00 | U g: a (25:00:00)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0          | Thu Jan  1 00:00:00 UTC 1970",
        "1694952000 | Sun Sep 17 12:00:00 UTC 2023",
        "1709208000 | Thu Feb 29 12:00:00 UTC 2024",
        "1714564800 | Wed May  1 12:00:00 UTC 2024",
        "-1         | Wed Dec 31 23:59:59 UTC 1969",
        "1700000000000 | Sun Nov  8 22:13:20 UTC 55840",
        "-62167219201 | Fri Dec 31 23:59:59 UTC -0001"
      })
  void datesAreWrittenAsGoWritesThem(long time, String date) {
    var transcript = new TaskTranscript(7);
    transcript.add(
        "{\"time\":%d,\"type\":\"warning\",\"message\":\"m\"}\n".formatted(time).getBytes(UTF_8));

    assertThat(transcript.footer("done"))
        .isEqualTo(
            "\n\nTask 7 Started  %s\nTask 7 Finished %s\nTask 7 Duration 00:00:00\nTask 7 done\n"
                .formatted(date, date));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 59, 00:00:59",
    "60, 0, -1:59:00",
    "3600, 0, -1:00:00",
    "90030, 0, -26:59:30",
    "0, 360000, 100:00:00",
    // Go's longest duration is about 292 years, and what is longer counts as that.
    "0, 1700000000000, 2562047:47:16",
    "1700000000000, 0, -2562048:12:43"
  })
  void durationsAreRoundedDownAsGoDoes(long from, long to, String printed) {
    assertThat(PrintedTime.span(from, to)).isEqualTo(printed);
  }

  @Test
  void namesInAnyCaseAndHalvesOfCharactersReadAsGoReadsThem() {
    assertThat(
            lines(
                """
                {"Time":0,"STAGE":"A","Tags":["g"],"task":"a\\ud800b","State":"started"}
                {"time":1,"stage":"A","tags":["g"],"task":"a\\ufffdb","state":"failed","Data":{"ERROR":"\\ud83d\\ude00"}}
                """))
        .containsExactly(
            "Task 7 | 00:00:00 | A g: a\ufffdb (00:00:01)",
            "                  L Error: \ud83d\ude00");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "\\u001b[2J, '\ufffd[2J'",
        "\\r, ' '",
        "\\u202e, ''",
        "\\u2028, ' '",
        "\\u0000, '\ufffd'"
      })
  void controlCharactersDoNotReachPeople(String control, String shown) {
    String json = "{\"time\":0,\"type\":\"warning\",\"message\":\"a%sb\"}\n";

    assertThat(lines(json.formatted(control)))
        .containsExactly("Task 7 | 00:00:00 | Warning: a%sb".formatted(shown));
  }

  @Test
  void aLogOfAnyLengthNeedsTheSameMemory() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var program =
        new ProcessBuilder(
                java,
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LongLog.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(program.getInputStream().readAllBytes(), UTF_8))
        .isEqualToIgnoringNewLines("1 printed, 1 skipped 1600 steps, 0 skipped");
  }

  private static List<String> lines(String log) {
    return new Transcripts().lines(7, log);
  }

  private static String transcript(long id, String state, List<byte[]> pieces) {
    var transcript = new TaskTranscript(id);
    var text = new StringBuilder(transcript.header());
    pieces.forEach(piece -> text.append(transcript.add(piece)));
    return text.append(transcript.footer(state)).toString();
  }

  private static List<byte[]> cut(byte[] log, int size) {
    return IntStream.iterate(0, i -> i < log.length, i -> i + size)
        .mapToObj(i -> Arrays.copyOfRange(log, i, Math.min(log.length, i + size)))
        .toList();
  }

  private static byte[] bytes(Path log) {
    return Recordings.text(log).getBytes(UTF_8);
  }

  private static long idIn(String printed) {
    return Long.parseLong(printed.lines().findFirst().orElseThrow().substring("Task ".length()));
  }

  private static String stateIn(String printed) {
    String lastLine = printed.strip().lines().toList().getLast();
    return lastLine.substring(lastLine.lastIndexOf(' ') + 1);
  }
}
