package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.checkpoint.BrokenContinuity;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.SigningKey;
import pipelinelock.audit.checkpoint.TrustedKeys;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Rejected;

/** What somebody who may write the whole database does to a record that is under checkpoints. */
abstract class CheckpointContract {
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);

  private final SigningKey key = SigningKey.generate();
  private final SigningKey otherNode = SigningKey.generate();
  private final TrustedKeys trusted =
      new TrustedKeys(List.of(key.verifying(), otherNode.verifying()));
  private Database database;
  private SqlIncidentRecord record;
  private SqlFreezes freezes;

  abstract Database openDatabase();

  /** Takes the database's own guards away. */
  abstract void unguard(Handle sql);

  @BeforeEach
  void threeIncidentsAndAFreeze() {
    database = openDatabase();
    record = new SqlIncidentRecord(database, CLOCK);
    freezes = new SqlFreezes(database, CLOCK);
    incident();
    incident();
    notary(key).make();
    freezes.change(true, BEN, "the Director");
    incident();
    notary(otherNode).make();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void incident() {
    var begun = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(begun, List.of(new Approved(CLEO), new Rejected(BEN, "no")), NOON);
  }

  private Notary notary(SigningKey signer) {
    return new Notary(new SqlCheckpoints(database), signer, trusted, CLOCK);
  }

  private RecordCheck.Result check() {
    var checkpoints = new SqlCheckpoints(database);
    var hashes = checkpoints.record();
    return RecordCheck.of(checkpoints.after(0), hashes.chains(), hashes.highest(), trusted);
  }

  private void attack(String... statements) {
    database.write(
        sql -> {
          unguard(sql);
          for (var statement : statements) {
            sql.execute(statement);
          }
          return true;
        });
  }

  private void isFound(String... problems) {
    assertThat(check().problems()).containsExactly(problems);
    assertThatThrownBy(() -> notary(key).make()).isInstanceOf(BrokenContinuity.class);
  }

  @Test
  void whatIsWholeIsFoundWhole() {
    var result = check();
    assertThat(result.problems()).isEmpty();
    assertThat(result.state().number()).isEqualTo(2);
    assertThat(result.state().events()).isEqualTo(10);
    assertThat(result.state().highest()).isEqualTo(3);
    assertThat(result.younger()).isZero();
    incident();
    assertThat(check().younger()).isEqualTo(3);
    assertThat(notary(key).make().orElseThrow().checkpoint().number()).isEqualTo(3);
    assertThat(notary(otherNode).make().orElseThrow().checkpoint().number())
        .as("nothing is new, so there is none more")
        .isEqualTo(3);
  }

  @Test
  void aCutTailIsFound() {
    attack("delete from incident_event where incident = 2 and sequence = 3");
    isFound(
        "INC-2: checkpoint 1 has its event 3, and the record ends with event 2: its end was cut off");
  }

  @Test
  void aMissingNewestIncidentIsFound() {
    attack(
        "delete from incident_event where incident = 3", "delete from incident where number = 3");
    isFound(
        "INC-3: checkpoint 2 has its event 3, and the record has none of it",
        "Checkpoint 2 knows of INC-3, and the record of none after INC-2");
  }

  @Test
  void aMissingFreezeIsFound() {
    attack("delete from freeze_event");
    isFound("the freezes: checkpoint 2 has its event 1, and the record has none of it");
  }

  @Test
  void aWholeRewriteIsFound() {
    rewrite();
    isFound(
        "INC-1: its event 3 is not the one that checkpoint 1 has: what it says was written anew",
        "INC-2: its event 3 is not the one that checkpoint 1 has: what it says was written anew",
        "INC-3: its event 3 is not the one that checkpoint 2 has: what it says was written anew");
  }

  /** Every chain says that Cleo rejected, with hashes that fit. */
  private void rewrite() {
    var rows = database.read(EventRows::all);
    attack("delete from incident_event");
    String previous = HashChain.START;
    for (var row : rows) {
      if (row.entry().incident() == EventRows.FREEZES) {
        continue;
      }
      var old = row.entry();
      previous = old.sequence() == 1 ? HashChain.START : previous;
      var entry =
          new Entry(
              old.incident(),
              old.sequence(),
              old.at(),
              old.type(),
              old.body().replace(BEN.user(), CLEO.user()).replace("\"no\"", "\"not now\""));
      var hash = HashChain.hash(previous, entry);
      database.write(sql -> EventRows.insert(sql, entry, hash));
      previous = hash;
    }
    assertThat(database.read(EventRows::all)).hasSize(rows.size());
  }

  @Test
  void aRewriteUnderCheckpointsOfAnotherKeyIsFound() {
    attack(
        "delete from incident_event where incident = 3 and sequence = 3", "delete from checkpoint");
    var stranger = SigningKey.generate();
    new Notary(
            new SqlCheckpoints(database),
            stranger,
            new TrustedKeys(List.of(stranger.verifying())),
            CLOCK)
        .make();
    isFound(
        "Checkpoint 1 is signed by the key %s, which the settings do not name; this one and those after it prove nothing"
            .formatted(stranger.keyId()));
  }

  @Test
  void aCheckpointThatWasTakenOutOrChangedIsFound() {
    attack("delete from checkpoint where number = 1");
    isFound(
        "Checkpoint 2 stands where checkpoint 1 has to be; this one and those after it prove nothing");
    attack("update checkpoint set text = replace(text, 'highest 3', 'highest 4')");
    assertThat(check().problems()).hasSize(1);
  }

  @Test
  void whatDoesNotFitItsHashIsNotSigned() {
    var forged = new Entry(3, 4, NOON, "noted", "{}");
    database.write(sql -> EventRows.insert(sql, forged, "f".repeat(64)));
    assertThat(notary(key).make().orElseThrow().checkpoint().number()).isEqualTo(2);
  }

  @Test
  void whatWasArchivedIsStillProved() {
    freezes.change(false, BEN, "");
    var retention = new Retention(database, CLOCK);
    var due = retention.due(NOON.plus(Duration.ofHours(1)));
    retention.take(due, "archive.jsonl");
    var result = check();
    assertThat(result.problems()).isEmpty();
    assertThat(result.unproved()).isEqualTo(9);
    notary(key).make();
    assertThat(check().problems()).isEmpty();
    assertThat(check().younger()).isZero();
    attack("update incident_event set body = replace(body, '\"before\":\"', '\"before\":\"0')");
    assertThat(check().problems()).isNotEmpty();
  }

  @Test
  void nodesThatSignAtOnceMakeOneSeries() throws Exception {
    incident();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 6; i++) {
      var signer = i % 2 == 0 ? key : otherNode;
      threads.add(Thread.ofVirtual().start(() -> notary(signer).make()));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(check().problems()).isEmpty();
    assertThat(check().state().number()).isEqualTo(3);
  }

  @Test
  void aRecordThatWasAcceptedGoesOnFromThere() {
    attack("delete from incident_event where incident = 2 and sequence = 3");
    var override = new Checkpoint.Acceptance(7, "a".repeat(64), "ana: an old copy was put back");
    notary(key).accept(override);
    assertThat(check().problems()).isEmpty();
    assertThat(check().state().number()).isEqualTo(8);
    assertThat(check().overrides()).hasSize(1);
    freezes.change(false, BEN, "");
    assertThat(notary(otherNode).make().orElseThrow().checkpoint().override())
        .isEqualTo(Optional.empty());
    assertThat(check().problems()).isEmpty();
  }
}
