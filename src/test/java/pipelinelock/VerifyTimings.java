package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;

/**
 * How much memory and processor time {@code record verify} takes for 100,000 events. A benchmark,
 * outside the suite: {@code mvn test -Dtest=VerifyTimings}.
 */
class VerifyTimings {
  private static final int INCIDENTS = 2000;
  private static final int EVENTS_EACH = 50;

  @TempDir private Path folder;

  @Test
  void aHundredThousandEvents() throws Exception {
    var file = folder.resolve("record.db");
    try (var database = Database.open(file)) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      for (int i = 0; i < INCIDENTS; i++) {
        var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
        var events = new ArrayList<IncidentEvent>();
        for (int n = 2; n < EVENTS_EACH; n++) {
          events.add(note(BEN, n));
        }
        events.add(new Rejected(BEN, "no"));
        record.append(incident, events, NOON);
      }
    }
    var config =
        Files.writeString(folder.resolve("bot.yml"), "record: {file: %s}\n".formatted(file));
    var exported = folder.resolve("record.jsonl");
    Command.run(
        java.util.Map.of(),
        "record",
        "export",
        "--config",
        config.toString(),
        "--out",
        exported.toString());
    assertThat(exported).exists();
    measure("the database", "--config", config.toString());
    measure("the file", exported.toString());
  }

  private static NoteAdded note(UserId by, int n) {
    return new NoteAdded(
        by,
        NOON,
        "the web VM answers again, look %d".formatted(n),
        Optional.empty(),
        Optional.empty());
  }

  private void measure(String what, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "/usr/bin/time",
            "-v",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "pipelinelock.Main",
            "record",
            "verify"));
    command.addAll(List.of(words));
    var out = folder.resolve("out.txt");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(out)).contains("2000 chains, 100000 events: whole");
    assertThat(code).isZero();
    try (var lines = Files.lines(out)) {
      lines
          .filter(line -> line.contains("time (") || line.contains("Maximum resident"))
          .forEach(line -> System.out.println(what + ":" + line));
    }
  }
}
