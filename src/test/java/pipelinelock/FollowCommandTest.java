package pipelinelock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.requested;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentId;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;

/** Other systems hear each event once, in order, whatever happens in between. */
class FollowCommandTest {
  @TempDir private Path folder;
  private Instant now = NOON;
  private Database database;
  private SqlIncidentRecord record;
  private Path config;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    database = MigratedRecord.open(folder.resolve("record.db"));
    record = new SqlIncidentRecord(database, () -> now);
    file = folder.resolve("events.jsonl");
    config =
        Files.writeString(
            folder.resolve("bot.yml"),
            "record: {file: %s}\nslack: {bot_token: '${UNSET}'}\n"
                .formatted(folder.resolve("record.db")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private IncidentId asks(String reason) {
    return asks(DEV04, reason);
  }

  private IncidentId asks(EnvironmentName environment, String reason) {
    now = now.plusSeconds(60);
    return record
        .begin(requested(environment, ANA, reason, HUNG, RUNBOOK, TWO_OTHERS))
        .orElseThrow()
        .id();
  }

  private void happens(IncidentId id, IncidentEvent event) {
    now = now.plusSeconds(60);
    var _ = record.append(record.find(id).orElseThrow(), List.of(event), now).orElseThrow();
  }

  private Command follows() {
    return Command.run(
        Map.of(),
        "record",
        "follow",
        "--once",
        "--config",
        config.toString(),
        "--out",
        file.toString());
  }

  private List<String> told() throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .map(FollowCommandTest::brief)
        .toList();
  }

  private static String brief(JsonObject it) {
    return it.get("incident").getAsString()
        + " "
        + it.get("event")
        + " "
        + it.get("type").getAsString();
  }

  @Test
  void eachEventIsToldOnceInItsOrder() throws IOException {
    var first = asks("deployments wait \u00e4\u20ac\n{\"v\":1}");
    happens(first, approved(BEN));
    assertThat(follows()).isEqualTo(new Command(0, "", ""));
    assertThat(told()).containsExactly("INC-1 1 requested", "INC-1 2 approved");
    happens(first, new Rejected(CLEO, "no"));
    var second = asks("deployments wait again");
    happens(second, approved(BEN));
    assertThat(follows().exitCode()).isZero();
    assertThat(follows().exitCode()).isZero();
    assertThat(told())
        .containsExactly(
            "INC-1 1 requested",
            "INC-1 2 approved",
            "INC-1 3 rejected",
            "INC-2 1 requested",
            "INC-2 2 approved");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /**
   * So that a long record is not held in memory: what is older may come later between incidents.
   */
  @Test
  void aLongRecordIsWrittenInPartsEachIncidentInOrder() throws IOException {
    var first = asks("deployments wait");
    var note = new NoteAdded(BEN, now, "it is slow", Optional.empty(), Optional.empty());
    var _ =
        record
            .append(record.find(first).orElseThrow(), Collections.nCopies(5_000, note), now)
            .orElseThrow();
    var second = asks(new EnvironmentName("dev05"), "deployments wait");
    happens(first, new Rejected(CLEO, "no"));

    assertThat(follows().exitCode()).isZero();

    var expected =
        Stream.of(
                Stream.of("INC-1 1 requested"),
                LongStream.range(2, 5_002).mapToObj("INC-1 %d note-added"::formatted),
                Stream.of("INC-1 5002 rejected", second + " 1 requested"))
            .flatMap(it -> it)
            .toList();
    assertThat(told()).isEqualTo(expected);
  }

  @Test
  void aLineHasWhatOthersNeed() throws IOException {
    happens(asks("deployments wait"), new Rejected(BEN, "look first"));
    follows();
    var line = JsonParser.parseString(Files.readAllLines(file).getLast()).getAsJsonObject();
    assertThat(line.keySet())
        .containsExactly(
            "v",
            "incident",
            "event",
            "at",
            "type",
            "environment",
            "cure",
            "by",
            "what",
            "quoted",
            "happened_at",
            "evidence",
            "link",
            "for_status_page",
            "hash");
    assertThat(line.get("by").getAsString()).isEqualTo("T1/U0BEN");
    assertThat(line.get("quoted").getAsString()).isEqualTo("look first");
    assertThat(line.get("hash").getAsString()).matches("[0-9a-f]{64}");
  }

  /** The machine lost its power in the middle of a line. */
  @Test
  void aTornLineIsWrittenAgain() throws IOException {
    var id = asks("deployments wait \u00e4\u20ac\u20ac\u20ac");
    happens(id, approved(BEN));
    follows();
    var whole = Files.readString(file);
    for (long length = whole.getBytes(UTF_8).length - 1L; length >= 0; length -= 97) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      assertThat(follows().exitCode()).isZero();
      assertThat(Files.readString(file)).as("cut at %d", length).isEqualTo(whole);
    }
  }

  /** One that somebody changed is not told as if it had happened, and keeps no other back. */
  @Test
  void anIncidentThatDoesNotHoldIsNotTold() throws Exception {
    var bad = asks("deployments wait");
    happens(bad, new Rejected(BEN, "no"));
    database.write(
        sql -> {
          sql.execute("drop trigger incident_event_is_never_changed");
          return sql.execute(
              "update incident_event set body = replace(body, 'wait', 'run') where sequence = 1");
        });
    asks("deployments wait again");
    var followed = follows();
    assertThat(followed.exitCode()).isEqualTo(1);
    assertThat(followed.err()).contains("INC-1");
    assertThat(told()).containsExactly("INC-2 1 requested");
  }

  @Test
  void anotherFileIsNotTouched() throws IOException {
    asks("deployments wait");
    for (var notes : List.of("notes of mine\n", "notes of mine", "{\"v\":2}\n", "{\"v\":2")) {
      Files.writeString(file, notes);
      var refused = follows();
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("holds something else than events of the record");
      assertThat(Files.readString(file)).isEqualTo(notes);
    }
  }

  @Test
  void twoProcessesDoNotWriteOneFile() throws IOException {
    asks("deployments wait");
    Files.createFile(file);
    try (var other = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(follows().err()).contains("another process writes");
    }
    assertThat(follows().exitCode()).isZero();
    assertThat(told()).hasSize(1);
  }
}
