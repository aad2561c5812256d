package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.RecordProbe;
import pipelinelock.store.file.RecordLost;
import pipelinelock.store.file.SoleNode;
import pipelinelock.store.node.Membership;

/** What an operator, a disk or an attacker does to the file of a record. */
class SqliteFileTest {
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("record.db");
  }

  private static Incident begun(Database database) {
    return new SqlIncidentRecord(database, CLOCK).begin(request(TWO_OTHERS)).orElseThrow();
  }

  private void recordWithAnIncident() {
    try (var database = Database.open(file)) {
      begun(database);
    }
  }

  private static void thenNothingIsDoneOn(Database database, Incident incident, SoleNode right) {
    var record = new SqlIncidentRecord(database, CLOCK);
    var leases = Membership.sole(right, database).leases();
    String said = "was removed or replaced while the bot ran";
    assertThatThrownBy(() -> record.append(incident, List.of(approved(CLEO)), NOON))
        .isInstanceOf(RecordUnavailable.class)
        .hasMessageContaining(said);
    assertThatThrownBy(() -> record.begin(request(TWO_OTHERS)))
        .isInstanceOf(RecordUnavailable.class);
    assertThatThrownBy(() -> record.find(incident.id())).isInstanceOf(RecordUnavailable.class);
    assertThatThrownBy(() -> leases.holds(incident.id()))
        .as("asked right before each act")
        .isInstanceOf(RecordUnavailable.class)
        .hasMessageContaining(said);
    assertThatThrownBy(() -> leases.take(incident.id())).isInstanceOf(RecordUnavailable.class);
  }

  @Test
  void nothingIsDoneOnAFileThatWasDeleted() throws IOException {
    try (var right = SoleNode.of(file);
        var database = Database.open(file)) {
      var incident = begun(database);
      Files.delete(file);
      thenNothingIsDoneOn(database, incident, right);
    }
    assertThat(file).as("and none is made in its place").doesNotExist();
  }

  @Test
  void nothingIsDoneOnAFileThatWasReplaced() throws IOException {
    try (var right = SoleNode.of(file);
        var database = Database.open(file)) {
      var incident = begun(database);
      Files.copy(file, folder.resolve("copy.db"));
      Files.move(folder.resolve("copy.db"), file, StandardCopyOption.ATOMIC_MOVE);
      thenNothingIsDoneOn(database, incident, right);
    }
  }

  @Test
  void aFileThatIsPutBackIsTheSameAgain() throws IOException {
    try (var right = SoleNode.of(file);
        var database = Database.open(file)) {
      var incident = begun(database);
      var away = Files.move(file, folder.resolve("away.db"));
      thenNothingIsDoneOn(database, incident, right);
      Files.move(away, file);
      assertThat(
              new SqlIncidentRecord(database, CLOCK)
                  .append(incident, List.of(approved(CLEO)), NOON))
          .isPresent();
      assertThat(Membership.sole(right, database).leases().holds(incident.id())).isTrue();
    }
  }

  /** Deleted amid a transaction: what it wrote is on no record, so it is not called written. */
  @Test
  void whatWasWrittenIntoAFileThatIsDeletedMeanwhileIsNotCalledWritten() {
    try (var database = Database.open(file)) {
      assertThatThrownBy(
              () ->
                  database.write(
                      sql -> {
                        assertThat(file.toFile().delete()).isTrue();
                        return sql.execute(
                            "insert into incident (number, environment) values (1, 'dev04')");
                      }))
          .isInstanceOf(RecordUnavailable.class)
          .hasMessageContaining("was removed or replaced");
    }
  }

  @Test
  void withoutItsLockNothingIsDoneEither() throws IOException {
    try (var right = SoleNode.of(file);
        var database = Database.open(file)) {
      var leases = Membership.sole(right, database).leases();
      assertThat(leases.take(new IncidentId(1))).isTrue();
      Files.delete(folder.resolve("record.db.lock"));
      assertThatThrownBy(() -> leases.holds(new IncidentId(1)))
          .isInstanceOf(RecordUnavailable.class)
          .hasMessageContaining("a second bot may be running");
    }
  }

  @Test
  void aDeletedRecordIsNotSilentlyANewOne() throws IOException {
    recordWithAnIncident();
    Files.delete(file);
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(RecordLost.class)
        .hasMessage(
            "the record %s is missing, although .record.db.kept beside it says that there was one, so the bot does not start: restore it (docs/operation.md, Backup and restore), or move that marker away to start a new record on purpose, which knows nothing of what ran before"
                .formatted(file));
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> Database.forReading(file)).isInstanceOf(RecordLost.class);
    assertThat(RecordProbe.of(file).problem().orElseThrow()).contains("is missing");
    Files.createFile(file);
    assertThatThrownBy(() -> Database.open(file))
        .as("an empty one is none")
        .isInstanceOf(RecordLost.class);
  }

  @Test
  void aRecordIsBegunAnewOnPurpose() throws IOException {
    recordWithAnIncident();
    Files.delete(file);
    Files.delete(folder.resolve(".record.db.kept"));
    try (var database = Database.open(file)) {
      assertThat(begun(database).id()).isEqualTo(new IncidentId(1));
    }
    assertThat(folder.resolve(".record.db.kept")).exists();
    Files.delete(file);
    try (var database = Database.openAnew(file)) { // as an import does
      assertThat(begun(database).id()).isEqualTo(new IncidentId(1));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsLostAndLeftAsItIs() throws IOException {
    Files.writeString(file, "shopping list: ".repeat(100));
    String said =
        "the record %s is damaged (%%s), so the bot does not start: move it and its -wal and -shm away, and restore the newest backup or export (docs/operation.md, Backup and restore)"
            .formatted(file);
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(RecordLost.class)
        .hasMessage(
            said.formatted(
                "[SQLITE_NOTADB] File opened that is not a database file (file is not a database)"));
    assertThatThrownBy(() -> Database.forReading(file)).isInstanceOf(RecordLost.class);
    assertThat(file).hasContent("shopping list: ".repeat(100));
  }

  @Test
  void aDamagedPageIsFoundAtTheStart() throws IOException {
    recordWithAnIncident();
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long page = 1; page * 4096 < bytes.length(); page++) {
        bytes.seek(page * 4096);
        bytes.write(new byte[512]);
      }
    }
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(RecordLost.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void aFileThatWasCutOffIsFoundAtTheStart() throws IOException {
    recordWithAnIncident();
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
    assertThatThrownBy(() -> Database.open(file)).isInstanceOf(RecordLost.class);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void allFilesAreTheirOwnersAlone() throws IOException {
    try (var right = SoleNode.of(file);
        var database = Database.open(file)) {
      begun(database);
      assertThat(right).isNotNull();
      for (var name : List.of("record.db", "record.db-wal", "record.db-shm", "record.db.lock")) {
        assertThat(mode(folder.resolve(name))).as(name).isEqualTo("rw-------");
      }
      assertThat(mode(folder.resolve(".record.db.kept"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aWiderModeIsMended() throws IOException {
    recordWithAnIncident();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    try (var database = Database.open(file)) {
      assertThat(mode(file)).isEqualTo("rw-------");
      begun(database, 2);
      assertThat(mode(folder.resolve("record.db-wal"))).isEqualTo("rw-------");
    }
  }

  private static void begun(Database database, long expected) {
    assertThat(new SqlIncidentRecord(database, CLOCK).find(new IncidentId(expected - 1)))
        .isPresent();
  }

  @Test
  void aRecordIsNeverMadeByReading() {
    assertThatThrownBy(() -> Database.forReading(file)).isInstanceOf(RemoteFailure.class);
    assertThat(folder).isEmptyDirectory();
  }
}
