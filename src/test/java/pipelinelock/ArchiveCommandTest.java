package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;

/** {@code record archive}, as an operator uses it, and an auditor afterwards. */
class ArchiveCommandTest {
  private static final Instant JANUARY = Instant.parse("2026-01-10T09:00:00Z");

  @TempDir private Path folder;
  private Path database;
  private Path config;
  private Path archive;

  @BeforeEach
  void twoOldIncidentsAndANewOne() throws IOException {
    database = folder.resolve("record.db");
    config = config("bot.yml", database);
    archive = folder.resolve("2026-january.jsonl");
    try (var record = Database.open(database)) {
      rejected(new SqlIncidentRecord(record, InstantSource.fixed(JANUARY)));
      rejected(new SqlIncidentRecord(record, InstantSource.fixed(JANUARY)));
      rejected(new SqlIncidentRecord(record, InstantSource.fixed(NOON)));
    }
  }

  private static void rejected(SqlIncidentRecord record) {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(incident, List.of(new Rejected(BEN, "no")), incident.recordedAt());
  }

  private Path config(String name, Path record) throws IOException {
    return Files.writeString(folder.resolve(name), "record: {file: %s}\n".formatted(record));
  }

  private static Command run(Object... words) {
    return Command.run(
        Map.of(),
        InputStream.nullInputStream(),
        InstantSource.fixed(NOON),
        Stream.of(words).map(Object::toString).toArray(String[]::new));
  }

  private Command archive(int months) {
    return run(
        "record", "archive", "--config", config, "--older-than-months", months, "--out", archive);
  }

  private Command verify(Object... files) {
    return run(
        Stream.concat(Stream.of("record", "verify", "--config", config), Stream.of(files))
            .toArray());
  }

  @Test
  void withoutAFileItOnlyTellsWhatWouldGo() {
    assertThat(run("record", "archive", "--config", config, "--older-than-months", 6))
        .isEqualTo(
            new Command(
                0,
                "To be archived: INC-1 to INC-2 (4 events). Name a new file with --out to do it.\n",
                ""));
    assertThat(verify().out()).isEqualTo("3 chains, 6 events: whole.\n");
  }

  @Test
  void recordAndArchiveProveEachOther() throws IOException {
    assertThat(archive(6))
        .isEqualTo(
            new Command(
                0,
                "Archived in %1$s: INC-1 to INC-2 (4 events). The record no longer has them. Keep that file where the bot cannot write: without it nobody can tell what happened. \"record verify %1$s --config %2$s\" proves both.\n"
                    .formatted(archive, config),
                ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    assertThat(run("record", "verify", archive).out()).isEqualTo("2 chains, 4 events: whole.\n");
    assertThat(verify())
        .isEqualTo(
            new Command(
                4,
                "3 chains, 4 events: whole.\n  NOT PROVED: the record says that INC-1 to INC-2 are archived in 2026-january.jsonl; \"record verify\" proves it if you name that file too\n",
                ""));
    assertThat(verify(archive))
        .isEqualTo(
            new Command(
                0,
                """
                The record: 3 chains, 4 events: whole.
                  INC-1 to INC-2 are archived, and completely in 2026-january.jsonl
                2026-january.jsonl: 2 chains, 4 events: whole.
                """,
                ""));
    archive = folder.resolve("again.jsonl");
    assertThat(archive(6).out()).startsWith("There is nothing to archive");
    assertThat(archive).doesNotExist();
  }

  @Test
  void anAuditorHasNothingButTheFiles() throws IOException {
    archive(6);
    var exported = folder.resolve("record.jsonl");
    run("record", "export", "--config", config, "--out", exported);
    assertThat(run("record", "verify", archive, exported).out())
        .contains("INC-1 to INC-2 are archived, and completely in 2026-january.jsonl");
    assertThat(run("record", "verify", exported, exported).exitCode()).isEqualTo(2);
    var moved = config("moved.yml", folder.resolve("moved.db"));
    assertThat(run("record", "import", archive, "--config", moved).out())
        .isEqualTo(
            "Nothing was imported.\n  The file is an archive, a part of a record; import what \"record export\" wrote.\n");
    assertThat(run("record", "import", exported, "--config", moved).exitCode()).isZero();
    assertThat(run("record", "verify", archive, "--config", moved).out())
        .contains("INC-1 to INC-2 are archived, and completely in 2026-january.jsonl");
    try (var record = Database.open(folder.resolve("moved.db"))) {
      var incidents = new SqlIncidentRecord(record, InstantSource.fixed(NOON));
      assertThat(incidents.begin(request(TWO_OTHERS)).orElseThrow().id()).hasToString("INC-4");
    }
  }

  @Test
  void nothingGoesWhereTheFileIsThereAlready() throws IOException {
    Files.writeString(archive, "something else");
    var refused = archive(6);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("exists already");
    assertThat(archive).hasContent("something else");
    assertThat(verify().out()).isEqualTo("3 chains, 6 events: whole.\n");
  }

  /** In another folder, as a job does that names the folder by the date. */
  @Test
  void nothingGoesIntoAFileOfTheNameOfAnEarlierOne() throws IOException {
    archive(6);
    try (var record = Database.open(database)) {
      rejected(new SqlIncidentRecord(record, InstantSource.fixed(JANUARY)));
    }
    archive = Files.createDirectory(folder.resolve("later")).resolve(archive.getFileName());
    var refused = archive(6);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out())
        .contains("an earlier archive has the name 2026-january.jsonl")
        .contains("Name another file");
    assertThat(archive).doesNotExist();
    archive = archive.resolveSibling("2026-february.jsonl");
    assertThat(archive(6).out()).startsWith("Archived in " + archive + ": INC-4 (2 events)");
    assertThat(verify(folder.resolve("2026-january.jsonl"), archive).exitCode()).isZero();
  }

  @Test
  void nothingGoesWhereTheRecordIsNotWhole() throws SQLException {
    tamper(
        "drop trigger incident_event_is_never_changed",
        "update incident_event set at = at + 1 where incident = 1 and sequence = 1");
    var refused = archive(6);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("INC-1: event 1 does not fit its hash");
    assertThat(refused.out()).contains("Nothing was archived");
    assertThat(archive).doesNotExist();
  }

  @Test
  void whatIsTypedWronglyIsRefused() throws IOException {
    assertThat(archive(0).err()).contains("--older-than-months is 1 or more, not 0");
    assertThat(run("record", "archive", "--config", config).exitCode()).isEqualTo(2);
    var nowhere = config("nowhere.yml", folder.resolve("none/record.db"));
    assertThat(
            run(
                "record",
                "archive",
                "--config",
                nowhere,
                "--older-than-months",
                1,
                "--out",
                archive))
        .isEqualTo(
            new Command(
                1, "", "there is no record at %s\n".formatted(folder.resolve("none/record.db"))));
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** As every record was until there was break-glass. */
  @Test
  void aRecordOfAnEarlierVersionIsOnlyLookedAt() throws SQLException {
    tamper("drop table open_review");
    assertThat(run("record", "archive", "--config", config, "--older-than-months", 6).out())
        .startsWith("To be archived: INC-1 to INC-2 (4 events).");
  }

  private void tamper(String... statements) throws SQLException {
    try (var sql = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = sql.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  interface Tampering {
    void with(ArchiveCommandTest test) throws Exception;
  }

  private static Arguments tampering(String found, Tampering how) {
    return Arguments.argumentSet(found, found, how);
  }

  static Stream<Arguments> tampered() {
    return Stream.of(
        tampering(
            "2026-january.jsonl: 2 chains, 4 events: NOT whole.\n  INC-1: event 2 does not fit its hash",
            test -> test.lines(lines -> lines.set(2, lines.get(2).replace("U0BEN", "U0ANA")))),
        tampering(
            "INC-1: 2026-january.jsonl has other events of it than those removed from the record",
            test ->
                test.lines(
                    lines -> ForgedLine.change(lines, 2, it -> it.replace("U0BEN", "U0ANA")))),
        tampering(
            "INC-2: its events are not in 2026-january.jsonl, or not all of them",
            test ->
                test.lines(
                    lines -> {
                      lines.set(0, lines.get(0).replace("\"events\":4", "\"events\":2"));
                      lines.subList(3, 5).clear();
                    })),
        tampering(
            "INC-2: its events are not in 2026-january.jsonl, or not all of them",
            test ->
                test.lines(
                    lines -> {
                      lines.set(0, lines.get(0).replace("\"events\":4", "\"events\":3"));
                      lines.remove(4);
                    })),
        tampering(
            "Nothing is left of INC-1, which must have existed",
            test ->
                test.tamper(
                    "drop trigger incident_event_is_never_deleted",
                    "delete from incident_event where incident = 1")),
        tampering(
            "Nothing is left of INC-3, which must have existed",
            test ->
                test.tamper(
                    "drop trigger incident_event_is_never_deleted",
                    "delete from incident_event where incident = 3")),
        tampering(
            "INC-1: event 3 does not fit its hash",
            test ->
                test.tamper(
                    "drop trigger incident_event_is_never_changed",
                    "update incident_event set body = replace(body, 'dev04', 'dev05') where incident = 1")),
        tampering(
            "event 3 of INC-1 cannot be read",
            test ->
                test.tamper(
                    "drop trigger incident_event_is_never_changed",
                    "update incident_event set body = '{}' where incident = 1")),
        tampering(
            "the record says that INC-3 is archived in lost.jsonl: only that file proves it",
            ArchiveCommandTest::saysThatTheThirdIsArchived),
        tampering(
            "2026-january.jsonl: 0 chains, 0 events: NOT whole.\n  The file: its first line is not the header",
            test -> test.lines(lines -> lines.set(0, "{"))),
        tampering(
            "The file: line 3 is no event",
            test -> {
              var bytes = Files.readAllBytes(test.archive);
              bytes[bytes.length / 2] = (byte) 0xff;
              Files.write(test.archive, bytes);
            }),
        tampering(
            "INC-3: it is marked as archived, but some of its events are still here",
            test ->
                test.tamper(
                    "insert into incident_event select 3, 3, at, type, body, hash from incident_event where incident = 1")));
  }

  /** As one who wants an incident gone, may write the database, and knows how hashes are made. */
  private static void saysThatTheThirdIsArchived(ArchiveCommandTest test) throws SQLException {
    var body =
        "{\"environment\":\"dev04\",\"ended_at\":\"2026-01-10T09:00:00Z\",\"file\":\"lost.jsonl\",\"before\":\"%s\"}"
            .formatted(HashChain.START);
    var entry = new Entry(3, 3, JANUARY, "archived", body);
    test.tamper(
        "drop trigger incident_event_is_never_deleted",
        "delete from incident_event where incident = 3",
        "insert into incident_event (incident, sequence, at, type, body, hash) values (3, 3, %d, 'archived', '%s', '%s')"
            .formatted(JANUARY.toEpochMilli(), body, HashChain.hash(HashChain.START, entry)));
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void whatWasTamperedWithIsFound(String found, Tampering how) throws Exception {
    archive(6);
    how.with(this);
    var verified = verify(archive);
    assertThat(verified.out()).contains(found).contains("NOT whole");
    assertThat(verified.exitCode()).isEqualTo(1);
  }

  private void lines(Consumer<List<String>> change) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(archive));
    change.accept(lines);
    Files.write(archive, lines);
  }
}
