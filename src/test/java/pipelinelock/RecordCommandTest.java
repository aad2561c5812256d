package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;
import pipelinelock.store.database.RecordProbe;

class RecordCommandTest {
  private static final String SERVED =
      """
      record: {file: %s}
      slack:
        bot_token: xoxb-1-abcdef
        signing_secrets: [8f742231b10e8888abcd99yyyzzz85a5]
        team_id: T0123
        app_id: A0123
      approvals:
        approvers: {users: [U1, U2]}
      environments:
        dev04:
          tier: dev
          channel: C0INCIDENTS
          lock:
            pool: create-cloudfoundry
            git: {uri: https://git.example.com/pool.git}
          concourse:
            url: https://deployer.example.com
            username: bot
            password: nothing
            pipeline: create-cloudfoundry
          bosh:
            url: https://bosh.example.com:25555
            client: bot
            client_secret: nothing
            deployment: concourse
            worker_groups: [concourse-worker]
            web_groups: [concourse]
      """;

  @TempDir private Path folder;
  private Path config;
  private Path exported;

  @BeforeEach
  void twoIncidents() throws IOException {
    config = config("bot.yml", "{file: %s}".formatted(folder.resolve("record.db")));
    exported = folder.resolve("record.jsonl");
    try (var database = Database.open(folder.resolve("record.db"))) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      var first = record.begin(request(TWO_OTHERS)).orElseThrow();
      record.append(first, List.of(new Noted("\u00fc\u2028\"\\"), new Rejected(BEN, "no")), NOON);
      Incident second = record.begin(request(TWO_OTHERS)).orElseThrow();
      record.append(second, List.of(approved(CLEO)), NOON);
    }
  }

  private Path config(String name, String record) throws IOException {
    return Files.writeString(
        folder.resolve(name), "record: %s\nslack: {bot_token: '${UNSET}'}\n".formatted(record));
  }

  private static Command run(Object... words) {
    return Command.run(Map.of(), Stream.of(words).map(Object::toString).toArray(String[]::new));
  }

  private void export() {
    var command = run("record", "export", "--config", config, "--out", exported);
    assertThat(command).isEqualTo(new Command(0, "5 events are in %s.\n".formatted(exported), ""));
  }

  @Test
  void whatIsExportedIsWholeAndForItsOwnerAlone() throws IOException {
    export();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exported)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(exported)).hasSize(7).first().asString().contains("\"events\":5");
    assertThat(run("record", "verify", exported))
        .isEqualTo(new Command(0, "2 chains, 5 events: whole.\n", ""));
    assertThat(run("record", "export", "--config", config).out().lines().skip(1).limit(5))
        .as("the same on stdout")
        .containsExactlyElementsOf(Files.readAllLines(exported).subList(1, 6));
    assertThat(run("record", "export", "--config", config, "--out", exported).err())
        .contains("exists already");
  }

  @Test
  void readingARecordMakesNone() throws IOException {
    var nowhere = config("nowhere.yml", "{file: %s}".formatted(folder.resolve("none/record.db")));
    String there = "there is no record at %s\n".formatted(folder.resolve("none/record.db"));
    assertThat(run("record", "verify", "--config", nowhere)).isEqualTo(new Command(3, "", there));
    assertThat(run("record", "export", "--config", nowhere)).isEqualTo(new Command(1, "", there));
    assertThat(folder.resolve("none")).doesNotExist();
    PostgresConfig server = PostgresServer.emptyDatabase();
    var empty =
        config(
            "empty.yml",
            "{url: '%s', username: %s, password: %s}"
                .formatted(server.url(), server.username(), server.password()));
    assertThat(run("record", "verify", "--config", empty))
        .isEqualTo(new Command(3, "", "there is no record at %s\n".formatted(server.url())));
    assertThat(RecordProbe.of(server).exists()).isFalse();
  }

  /** As every record was until there were freezes. */
  @Test
  void aRecordOfAnEarlierVersionIsReadAndNotMigrated() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
        var statement = connection.createStatement()) {
      statement.execute("drop table freeze_event");
      statement.execute("drop table receipt");
      statement.execute(
          "delete from flyway_schema_history where version in ('4', '5', '6', '7', '8', '9', '10')");
      assertThat(run("record", "verify", "--config", config))
          .isEqualTo(new Command(0, "2 chains, 5 events: whole.\n", ""));
      var tables =
          statement.executeQuery("select count(*) from sqlite_master where name = 'freeze_event'");
      assertThat(tables.getInt(1)).isZero();
    }
  }

  @Test
  void anImportedRecordIsTheSameAgain() throws IOException {
    export();
    var other = config("other.yml", "{file: %s}".formatted(folder.resolve("other.db")));
    thenItGoesRound(other);
    try (var database = Database.open(folder.resolve("other.db"))) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      assertThat(record.open()).as("what was open is open").hasSize(1);
    }
  }

  @Test
  void whatWaitsForItsReviewIsNamedInEveryExport() throws Exception {
    var glass = new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24));
    try (var database = Database.open(folder.resolve("record.db"))) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      var second = record.find(new IncidentId(2)).orElseThrow();
      record.append(second, List.of(new Rejected(BEN, "no")), NOON);
      var third =
          record
              .begin(request(PolicyBuilder.like(TWO_OTHERS).breakGlass(glass).build()))
              .orElseThrow();
      record.append(
          third, List.of(new GlassBroken(BEN, "nobody is there"), new Lapsed(List.of())), NOON);
    }
    String due = "INC-3 in dev04 is open for review: U0BEN started it alone on " + NOON;
    assertThat(run("record", "export", "--config", config, "--out", exported).err().strip())
        .isEqualTo(due);
    assertThat(run("record", "export", "--config", config).err().strip()).isEqualTo(due);
    assertThat(run("record", "verify", exported))
        .isEqualTo(new Command(0, "3 chains, 9 events: whole.\n  %s\n".formatted(due), ""));
    var other = config("other.yml", "{file: %s}".formatted(folder.resolve("other.db")));
    assertThat(run("record", "import", exported, "--config", other).out()).contains(due);
    thenItIsNamedBesideWhatIsNotWhole(due);
    try (var database = Database.open(folder.resolve("other.db"))) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      assertThat(record.openForReview()).containsExactly(new IncidentId(3));
    }
  }

  private void thenItIsNamedBesideWhatIsNotWhole(String due) throws SQLException {
    change(2);
    var command = run("record", "export", "--config", config);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("INC-2: event 1 does not fit its hash", due)
        .as("a chain that proves nothing tells nothing either")
        .doesNotContain("INC-2 in");
    assertThat(command.out().lines()).as("it is all there, all the same").hasSize(11);
    assertThat(run("record", "verify", "--config", config).out()).contains(due);
  }

  @Test
  void aRecordMovesFromAFileToAServer() throws IOException {
    PostgresConfig server = PostgresServer.emptyDatabase();
    export();
    thenItGoesRound(
        config(
            "server.yml",
            "{url: '%s', username: %s, password: %s}"
                .formatted(server.url(), server.username(), server.password())));
  }

  private void thenItGoesRound(Path other) throws IOException {
    assertThat(run("record", "import", exported, "--config", other))
        .isEqualTo(new Command(0, "Imported 2 chains, 5 events: whole.\n", ""));
    assertThat(run("record", "verify", "--config", other).exitCode()).isZero();
    assertThat(run("record", "export", "--config", other).out().lines().skip(1).limit(5))
        .containsExactlyElementsOf(Files.readAllLines(exported).subList(1, 6));
    var again = run("record", "import", exported, "--config", other);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out())
        .isEqualTo(
            "Nothing was imported.\n  The database has a record already; import into an empty one.\n");
  }

  @Test
  void aFreezeGoesAlong() throws IOException {
    try (var database = Database.open(folder.resolve("record.db"))) {
      new SqlFreezes(database, InstantSource.fixed(NOON)).change(true, BEN, "the Director");
    }
    run("record", "export", "--config", config, "--out", exported);
    var other = config("other.yml", "{file: %s}".formatted(folder.resolve("other.db")));
    assertThat(run("record", "import", exported, "--config", other).out())
        .isEqualTo("Imported 3 chains, 6 events: whole.\n");
    try (var database = Database.open(folder.resolve("other.db"))) {
      assertThat(new SqlFreezes(database, InstantSource.fixed(NOON)).current()).isPresent();
    }
    var lines = new ArrayList<>(Files.readAllLines(exported));
    lines.set(1, lines.get(1).replace("the Director", "nothing"));
    Files.write(exported, lines);
    assertThat(run("record", "verify", exported).out())
        .contains("the freezes: event 1 does not fit its hash");
    ForgedLine.change(lines, 1, _ -> "{}");
    Files.write(exported, lines);
    assertThat(run("record", "verify", exported).out())
        .contains("event 1 of the freezes cannot be read: it is not a freeze");
  }

  /** As all files were before they had a last line. */
  @Test
  void aFileOfTheFirstVersionIsReadStill() throws IOException {
    export();
    var lines = new ArrayList<>(Files.readAllLines(exported));
    lines.removeLast();
    lines.set(0, lines.getFirst().replace("\"version\":2", "\"version\":1"));
    Files.write(exported, lines);
    assertThat(run("record", "verify", exported))
        .isEqualTo(
            new Command(
                0,
                "2 chains, 5 events: whole.\n  The file was written by an earlier version: no hash covers its header\n",
                ""));
  }

  interface Tampering {
    void with(List<String> lines);
  }

  static Stream<Arguments> tampered() {
    return Stream.of(
        tampering(
            "INC-1: event 3 does not fit its hash",
            lines -> lines.set(3, lines.get(3).replace("U0BEN", "U0ANA"))),
        tampering(
            "INC-1: event 2 does not fit its hash",
            lines -> lines.set(2, lines.get(2).replaceFirst("\"at\":\\d", "\"at\":2"))),
        tampering("INC-1: event 3 is where event 2 should be", lines -> lines.remove(2)),
        tampering("The file: it has 4 events, but its header says 5", lines -> lines.remove(5)),
        tampering(
            "INC-2: event 2 is where event 1 should be",
            lines -> {
              var moved = lines.remove(4);
              lines.add(5, moved);
            }),
        tampering("INC-1: it starts a second time", lines -> lines.add(6, lines.get(1))),
        tampering(
            "The file: its last line does not match those before it",
            lines ->
                lines.set(
                    0, lines.getFirst().replaceFirst("exportedAt\":\"2", "exportedAt\":\"3"))),
        tampering("The file: its last line, which proves the others, is missing", List::removeLast),
        tampering(
            "The file: its last line does not match those before it",
            lines -> lines.set(2, lines.get(2).replace("{", "{ "))),
        tampering(
            "The file: line 3 is no event",
            lines -> lines.set(2, lines.get(2).replaceFirst("\"at\":(\\d+)", "\"at\":$1.0"))),
        tampering(
            "The file: line 3 is no event",
            lines -> lines.set(2, lines.get(2).replaceFirst("\"at\":(\\d+)", "\"at\":\"$1\""))),
        tampering(
            "The file: line 3 is no event",
            lines -> lines.set(2, lines.get(2).replaceFirst("\\{", "{\"sequence\":2,"))),
        tampering(
            "The file: its first line is not the header",
            lines -> lines.set(0, lines.getFirst().replaceFirst("\\{", "{\"events\":5,"))),
        tampering(
            "The file: line 7 is no event",
            lines -> lines.set(0, lines.getFirst().replace("\"version\":2", "\"version\":1"))),
        tampering("The file: line 4 is no event", lines -> lines.set(3, "{}")),
        tampering("The file: line 4 is no event", lines -> lines.set(3, "null")),
        tampering(
            "The file: line 4 is no event",
            lines -> lines.set(3, lines.get(3) + " " + lines.get(2))), // a second one behind it
        tampering("The file: its first line is not the header", lines -> lines.remove(0)),
        tampering(
            "The file: it has version 5, but this program reads versions 1 to 4",
            lines -> lines.set(0, lines.get(0).replace("\"version\":2", "\"version\":5"))),
        tampering(
            "event 3 of INC-1 cannot be read: it is not JSON, or not an event",
            lines -> ForgedLine.change(lines, 3, _ -> "null")),
        tampering(
            "INC-1: event 3 is stored as 'rejected', but is 'requested'",
            lines -> ForgedLine.change(lines, 3, _ -> ForgedLine.body(lines, 1))),
        tampering(
            "Nothing is left of INC-3 to INC-9000000000000000001, which must have existed",
            lines -> {
              lines.set(0, lines.getFirst().replace("\"events\":5", "\"events\":6"));
              lines.add(
                  6, lines.get(1).replace("\"incident\":1", "\"incident\":9000000000000000002"));
            }),
        tampering(
            "INC-2: event 2 does not fit its hash",
            lines -> lines.set(5, lines.get(5).replaceFirst("\"hash\":\"..", "\"hash\":\"zz"))));
  }

  private static Arguments tampering(String found, Tampering how) {
    return Arguments.argumentSet(found, found, how);
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void whatWasTamperedWithIsFoundAndNotImported(String found, Tampering how) throws IOException {
    export();
    var lines = new ArrayList<>(Files.readAllLines(exported));
    how.with(lines);
    Files.write(exported, lines);
    var verified = run("record", "verify", exported);
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out()).contains("NOT whole").contains(found);
    var other = config("other.yml", "{file: %s}".formatted(folder.resolve("other.db")));
    assertThat(run("record", "import", exported, "--config", other).exitCode()).isEqualTo(1);
    assertThat(run("record", "verify", "--config", other).out())
        .isEqualTo("0 chains, 0 events: whole.\n");
  }

  @Test
  void aChangedRowOfTheDatabaseIsFound() throws SQLException {
    change(2);
    var verified = run("record", "verify", "--config", config);
    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out()).contains("INC-2: event 1 does not fit its hash");
  }

  private void change(int incident) throws SQLException {
    try (var sql = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
        var statement = sql.createStatement()) {
      statement.execute("drop trigger incident_event_is_never_changed");
      statement.execute(
          "update incident_event set at = at + 1 where sequence = 1 and incident = " + incident);
    }
  }

  /** systemd is configured not to restart it after that code. */
  @Test
  void aBotDoesNotBeginOnARecordThatIsDamagedOrGone() throws IOException {
    var record = folder.resolve("record.db");
    var bot = Files.writeString(folder.resolve("serve.yml"), SERVED.formatted(record));
    Files.writeString(record, "shopping list: ".repeat(100));
    var damaged = run("serve", "--config", bot);
    assertThat(damaged.exitCode()).as(damaged.err()).isEqualTo(4);
    assertThat(damaged.err())
        .startsWith("the record %s is damaged (".formatted(record))
        .contains("restore the newest backup or export")
        .hasLineCount(1);
    Files.delete(record);
    var gone = run("serve", "--config", bot);
    assertThat(gone.exitCode()).isEqualTo(4);
    assertThat(gone.err())
        .startsWith(
            "the record %s is missing, although .record.db.kept beside it says".formatted(record))
        .hasLineCount(1);
    assertThat(record).doesNotExist();
  }

  @Test
  void verifyIsToldWhatToVerify() {
    export();
    assertThat(run("record", "verify").exitCode()).isEqualTo(2);
    assertThat(run("record", "verify", exported, "--config", config).exitCode()).isEqualTo(2);
    assertThat(run("record", "verify", folder.resolve("none.jsonl")))
        .isEqualTo(
            new Command(
                3,
                "",
                "reading %1$s: there is no file %1$s\n".formatted(folder.resolve("none.jsonl"))));
    assertThat(run("record").exitCode()).isEqualTo(2);
  }
}
