package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.evidence.ReportExamples;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlSeenFacts;

/** Incidents in the terminal, from a record in a file. */
class IncidentCommandTest {
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void oneIncident() throws IOException {
    config =
        Files.writeString(
            folder.resolve("bot.yml"),
            "record: {file: %s}\nslack: {bot_token: '${UNSET}'}\nenvironments: {dev04: {}, dev05: {}}\n"
                .formatted(folder.resolve("record.db")));
    try (var database = Database.open(folder.resolve("record.db"))) {
      new SqlSeenFacts(database).keep(ReportExamples.SEEN.fingerprint(), ReportExamples.FACTS);
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      var begun =
          record
              .begin(
                  requested(
                      DEV04, ANA, "deployments wait", ReportExamples.SEEN, RUNBOOK, TWO_OTHERS))
              .orElseThrow();
      record.append(begun, List.of(new Rejected(BEN, "look first")), NOON.plusSeconds(60));
    }
  }

  private Command run(Object... words) {
    return Command.run(
        Map.of(),
        Stream.concat(Stream.of(words), Stream.of("--config", config))
            .map(Object::toString)
            .toArray(String[]::new));
  }

  @Test
  void anIncidentIsShownAsInSlack() {
    var shown = run("incident", "INC-1");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .startsWith("INC-1 · dev04 · rejected\n")
        .contains("Requested by T1/U0ANA, 2026-11-24 12:00:00 UTC, because: deployments wait\n")
        .contains("2026-11-24 12:01:00 UTC  T1/U0BEN rejected it: look first\n");
    assertThat(run("incident", "1").out()).isEqualTo(shown.out());
  }

  @Test
  void anExportIsWrittenForItsOwnerAlone() throws IOException {
    var file = folder.resolve("INC-1.html");
    var written = run("incident", "INC-1", "--export", "html", "--out", file);
    assertThat(written).isEqualTo(new Command(0, "INC-1 is in %s.\n".formatted(file), ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("look first", "lock CLAIMED");
    assertThat(run("incident", "INC-1", "--export", "html", "--out", file).err())
        .contains("exists already");
    var printed = run("incident", "INC-1", "--export", "csv", "--zone", "Asia/Kolkata");
    assertThat(printed.out()).contains("\"2026-11-24 17:31:00 +05:30\"", "look first");
  }

  @Test
  void whatIsNotThereOrMistypedIsSaid() {
    assertThat(run("incident", "INC-9")).isEqualTo(new Command(1, "", "There is no INC-9.\n"));
    assertThat(run("incident", "dev04").err()).startsWith("'dev04' is no incident; write INC-42");
    assertThat(run("incident", "1", "--export", "pdf").err())
        .startsWith("--export is one of md, html, csv, json, not 'pdf'");
    assertThat(run("incident", "1", "--export", "md", "--zone", "Mars").exitCode()).isEqualTo(2);
    assertThat(run("incident", "1", "--out", folder.resolve("x")).err())
        .startsWith("--out needs --export");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  /** Nothing is exported of a record that somebody changed: it would look like evidence. */
  @Test
  void aChangedRecordIsNotExported() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
        var statement = connection.createStatement()) {
      statement.execute("drop trigger incident_event_is_never_changed");
      statement.execute(
          "update incident_event set body = replace(body, 'look first', 'well done') where sequence = 2");
    }
    var refused = run("incident", "INC-1", "--export", "md");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("INC-1");
    assertThat(run("history", "dev04").exitCode()).isEqualTo(1);
  }

  /** Facts that are no longer those of the fingerprint prove nothing. */
  @Test
  void changedFactsAreNotOnRecord() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("record.db"));
        var statement = connection.createStatement()) {
      statement.execute("update seen_facts set facts = replace(facts, 'CLAIMED', 'UNCLAIMED')");
    }
    assertThat(run("incident", "INC-1", "--export", "md").out())
        .contains("The facts themselves are not on record.")
        .doesNotContain("lock UNCLAIMED");
  }

  @Test
  void anUpdateAndAHandoverComeFromTheRecord() {
    assertThat(run("update", "INC-1").out())
        .startsWith("The proposed fix for dev04 was not started, and nothing was changed.");
    assertThat(run("handover", "INC-1").out())
        .startsWith("INC-1 · dev04 · rejected\nSeen: HUNG CLAIM")
        .contains("\nTried: nothing yet\n", "\nNext decision: None: it is over.");
    assertThat(run("update", "INC-9")).isEqualTo(new Command(1, "", "There is no INC-9.\n"));
  }

  @Test
  void insightsAreOfThePeriodThatIsAskedFor() {
    var then = InstantSource.fixed(NOON.plusSeconds(86_400));
    var shown =
        Command.run(
            Map.of(),
            InputStream.nullInputStream(),
            then,
            "insights",
            "7d",
            "--config",
            "" + config);
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .contains("1 incident in the last 7 days, 0 of them not over yet.")
        .contains("dev04 · HUNG CLAIM · 1× · 1 min lost");
    var later = InstantSource.fixed(NOON.plusSeconds(40 * 86_400));
    assertThat(
            Command.run(
                    Map.of(),
                    InputStream.nullInputStream(),
                    later,
                    "insights",
                    "--config",
                    "" + config)
                .out())
        .isEqualTo("Incidents\n  0 incidents in the last 30 days, 0 of them not over yet.\n");
    assertThat(run("insights", "1y").err()).startsWith("'1y' is not 1d to 180d");
  }

  @Test
  void theHistoryListsTheNewestFirst() {
    assertThat(run("history", "dev04"))
        .isEqualTo(
            new Command(
                0, "INC-1  2026-11-24 12:00:00 UTC  rejected  T1/U0ANA  deployments wait\n", ""));
    assertThat(run("history", "dev05").out()).isEqualTo("dev05 has had no incident yet.\n");
    assertThat(run("history", "dev06").err()).contains("Known environments: dev04, dev05");
    assertThat(run("history", "dev04", "--newest", "0").exitCode()).isEqualTo(2);
  }
}
