package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;
import static pipelinelock.incident.IncidentExamples.requested;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.copy.Retention;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlThreadLedger;

/**
 * Archiving takes away what is long over, and nothing else, whichever database keeps the record.
 */
abstract class RetentionContract {
  private static final Instant LONG_AGO = Instant.parse("2024-02-01T12:00:00Z");
  private static final Instant BEFORE = Instant.parse("2025-01-01T00:00:00Z");
  private static final IncidentId FIRST = new IncidentId(1);

  private Database database;
  private SqlIncidentRecord then;
  private SqlIncidentRecord now;
  private Retention retention;

  abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    then = new SqlIncidentRecord(database, InstantSource.fixed(LONG_AGO));
    now = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
    retention = new Retention(database, InstantSource.fixed(NOON));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Incident begun(
      SqlIncidentRecord record, String environment, ApprovalPolicy policy) {
    var like = request(policy);
    return record
        .begin(
            requested(
                new EnvironmentName(environment),
                like.by(),
                like.reason(),
                like.evidence(),
                like.plan(),
                like.policy()))
        .orElseThrow();
  }

  private static Incident rejected(SqlIncidentRecord record, String environment) {
    var incident = begun(record, environment, TWO_OTHERS);
    return record
        .append(incident, List.of(new Rejected(BEN, "no")), incident.recordedAt())
        .orElseThrow();
  }

  private static Optional<Incident> noted(
      SqlIncidentRecord record, Incident incident, String text) {
    var note = new NoteAdded(BEN, LONG_AGO, text, Optional.empty(), Optional.empty());
    return record.append(incident, List.of(note), NOON);
  }

  private void thenTheRecordIsWhole() {
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems()).isEmpty();
  }

  private long rows(String table) {
    return database.read(
        sql ->
            sql.createQuery("select count(*) from " + table + " where incident = 1")
                .mapTo(Long.class)
                .one());
  }

  @Test
  void onlyWhatIsLongOverGoes() {
    rejected(then, "dev04");
    begun(then, "still-open", TWO_OTHERS);
    var glass = new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24));
    var alone = begun(then, "dev04", PolicyBuilder.like(TWO_OTHERS).breakGlass(glass).build());
    then.append(
        alone,
        List.of(new GlassBroken(BEN, "nobody is there"), new Lapsed(List.of("It is free now."))),
        alone.recordedAt());
    noted(now, rejected(then, "dev04"), "seen again today");
    rejected(now, "dev04");
    new SqlThreadLedger(database).save(FIRST, new Posted("root", "C1", "1.1", "a"));

    var due = retention.due(BEFORE);
    assertThat(due.numbers()).containsExactly(1L);
    var taken = retention.take(due, "archive.jsonl");
    assertThat(taken.gone()).containsExactly(1L);
    assertThat(taken.events()).isEqualTo(2);
    assertThat(taken.stayed()).isEmpty();

    assertThat(now.find(FIRST)).isEmpty();
    assertThat(now.events(FIRST)).isEmpty();
    var left = new ArchivedIncident(FIRST, DEV04, LONG_AGO, NOON, "archive.jsonl");
    assertThat(now.archived(FIRST)).contains(left);
    assertThat(now.archivedOf(DEV04)).containsExactly(left);
    assertThat(now.archived(new IncidentId(2))).isEmpty();
    assertThat(now.archivedOf(new EnvironmentName("still-open"))).isEmpty();
    assertThat(rows("incident_event")).as("what stays of it").isEqualTo(1);
    assertThat(rows("thread_message")).isZero();
    assertThat(now.newest(DEV04, 10)).extracting(IncidentId::number).containsExactly(5L, 4L, 3L);
    assertThat(now.openForReview()).containsExactly(new IncidentId(3));
    assertThat(now.open()).containsExactly(new IncidentId(2));
    thenTheRecordIsWhole();
    assertThat(retention.due(BEFORE).isEmpty()).as("once is enough").isTrue();
  }

  @Test
  void aNumberIsNeverGivenTwice() {
    rejected(then, "dev04");
    retention.take(retention.due(BEFORE), "archive.jsonl");
    assertThat(begun(now, "dev04", TWO_OTHERS).id()).isEqualTo(new IncidentId(2));
  }

  /** The exact instant belongs to what stays. */
  @Test
  void theLimitIsNotLongAgo() {
    rejected(then, "dev04");
    assertThat(retention.due(LONG_AGO).isEmpty()).isTrue();
    assertThat(retention.due(LONG_AGO.plusMillis(1)).isEmpty()).isFalse();
  }

  @Test
  void whatHeardOfSomethingMeanwhileStays() {
    var incident = rejected(then, "dev04");
    var due = retention.due(BEFORE);
    noted(now, incident, "wait");
    var taken = retention.take(due, "archive.jsonl");
    assertThat(taken.gone()).isEmpty();
    assertThat(taken.stayed()).containsExactly(1L);
    assertThat(now.events(FIRST)).hasSize(3);
    assertThat(now.archived(FIRST)).isEmpty();
    thenTheRecordIsWhole();
  }

  @Test
  void whatIsArchivedTwiceIsArchivedOnce() {
    rejected(then, "dev04");
    var due = retention.due(BEFORE);
    retention.take(due, "first.jsonl");
    var second = retention.take(due, "second.jsonl");
    assertThat(second.gone()).isEmpty();
    assertThat(second.stayed()).as("nothing was added to it").isEmpty();
    assertThat(second.elsewhere()).isEqualTo(Map.of("first.jsonl", Set.of(1L)));
    assertThat(now.archived(FIRST).map(ArchivedIncident::file)).contains("first.jsonl");
    thenTheRecordIsWhole();
  }

  @Test
  void nothingIsAddedToWhatWasArchived() {
    var incident = rejected(then, "dev04");
    retention.take(retention.due(BEFORE), "archive.jsonl");
    assertThat(noted(now, incident, "too late")).isEmpty();
    thenTheRecordIsWhole();
  }

  /** Either the note is in the record or the incident is gone without it; never half of both. */
  @Test
  void aNoteOfTheSameInstantIsKeptOrRefused() throws Exception {
    try (var other = openDatabase();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var elsewhere = new SqlIncidentRecord(other, InstantSource.fixed(NOON));
      for (int round = 1; round <= 25; round++) {
        var incident = rejected(then, "dev04");
        var due = retention.due(BEFORE);
        var start = new CyclicBarrier(2);
        var noted =
            threads.<Optional<Incident>>submit(
                () -> {
                  start.await();
                  return noted(elsewhere, incident, "at the same instant");
                });
        start.await();
        var taken = retention.take(due, "archive.jsonl");
        assertThat(noted.get().isPresent()).isEqualTo(taken.stayed().contains((long) round));
        assertThat(now.find(incident.id()).isPresent()).isEqualTo(noted.get().isPresent());
      }
    }
    thenTheRecordIsWhole();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from incident_event",
        "delete from incident_event where incident = 1",
        "delete from incident_event where incident = 2",
        "delete from incident_event where type = 'archived'",
        "update incident_event set at = 0 where incident = 1",
        "update incident_event set type = 'archived' where incident = 2 and sequence = 2"
      })
  void theDatabaseLetsGoOfNothingElse(String statement) {
    rejected(then, "dev04");
    rejected(now, "dev04");
    retention.take(retention.due(BEFORE), "archive.jsonl");
    assertThatThrownBy(() -> database.write(sql -> sql.execute(statement)))
        .hasMessageContaining("append-only");
    assertThat(now.archived(FIRST)).isPresent();
    assertThat(now.events(new IncidentId(2))).hasSize(2);
  }

  @Test
  void whoCannotReadAnIncidentDoesNotArchiveIt() {
    rejected(then, "dev04");
    database.write(
        sql ->
            sql.execute(
                "insert into incident_event (incident, sequence, at, type, body, hash)"
                    + " values (1, 3, 0, 'later', '{\"type\":\"later\"}', 'x')"));
    assertThat(retention.due(BEFORE).verified().isWhole()).isFalse();
  }

  @Test
  void aNewIncidentIsNotTakenForAnArchivedOne() {
    rejected(then, "dev04");
    retention.take(retention.due(BEFORE), "archive.jsonl");
    var next = rejected(now, "dev04");
    noted(now, next, "hello");
    assertThat(now.find(next.id()).map(Incident::sequence)).contains(3L);
    assertThat(now.newest(DEV04, 10)).hasSize(1);
  }
}
