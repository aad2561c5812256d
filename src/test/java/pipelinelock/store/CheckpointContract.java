package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.checkpoint.BrokenContinuity;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.Witness;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentId;
import pipelinelock.store.copy.Retention;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlMarks;
import pipelinelock.store.ledger.SqlReceipts;

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
    record.append(begun, List.of(approved(CLEO), new Rejected(BEN, "no")), NOON);
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
  void anEventIsInTheFirstCheckpointThatTookItIn() {
    var marks = new SqlMarks(database, true);
    var series = new SqlCheckpoints(database).after(0);
    assertThat(marks.of(1, 3)).contains(Mark.of(series.get(0)));
    assertThat(marks.of(3, 3)).contains(Mark.of(series.get(1)));
    assertThat(marks.of(3, 4)).as("no such event was taken in").isEmpty();
    assertThat(marks.of(33, 3)).isEmpty();
    attack("update checkpoint set text = '\nchain 1 1 3 a\n' where number = 1");
    assertThat(marks.of(1, 3)).as("one that cannot be read").isEmpty();
  }

  @Test
  void ofTwoReceiptsTheFirstStaysAndTheNewestIsOfTheHighestNumber() {
    var receipts = new SqlReceipts(database, CLOCK);
    assertThat(receipts.newest("the bucket")).isEmpty();
    receipts.add("the bucket", 2, "two");
    receipts.add("the bucket", 1, "one");
    receipts.add("the bucket", 2, "another");
    receipts.add("somebody else", 9, "nine");
    assertThat(receipts.newest("the bucket"))
        .contains(new WitnessReceipt("the bucket", 2, NOON, "two"));
  }

  @Test
  void nobodyChangesAReceiptWhoLeavesTheGuardsAlone() {
    new SqlReceipts(database, CLOCK).add("the bucket", 1, "one");
    for (var statement :
        List.of("update receipt set proof = 'two'", "delete from receipt where number = 1")) {
      assertThatThrownBy(() -> database.write(sql -> sql.execute(statement)))
          .as(statement)
          .hasStackTraceContaining("append-only");
    }
  }

  @Test
  void aCutTailIsFound() {
    attack("delete from incident_event where incident = 2 and sequence = 3");
    isFound(
        "INC-2: checkpoint 1 has its event 3, but the record ends with event 2: its end was cut off");
  }

  @Test
  void aMissingNewestIncidentIsFound() {
    attack(
        "delete from incident_event where incident = 3", "delete from incident where number = 3");
    isFound(
        "INC-3: checkpoint 2 has its event 3, but the record has no event of it",
        "Checkpoint 2 covers INC-3, but the record has none after INC-2");
  }

  @Test
  void aMissingFreezeIsFound() {
    attack("delete from freeze_event");
    isFound("the freezes: checkpoint 2 has its event 1, but the record has no event of it");
  }

  @Test
  void aWholeRewriteIsFound() {
    rewrite();
    isFound(
        "INC-1: its event 3 is not the one that checkpoint 1 has: it was rewritten",
        "INC-2: its event 3 is not the one that checkpoint 1 has: it was rewritten",
        "INC-3: its event 3 is not the one that checkpoint 2 has: it was rewritten");
  }

  /** Every chain says that Cleo rejected, with hashes that fit. */
  private void rewrite() {
    var rows = rows();
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
    assertThat(rows()).hasSize(rows.size());
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
        "Checkpoint 1 is signed with the key %s, which the settings do not list; this one and those after it prove nothing"
            .formatted(stranger.keyId()));
  }

  @Test
  void aCheckpointThatWasTakenOutOrChangedIsFound() {
    attack("delete from checkpoint where number = 1");
    isFound(
        "Checkpoint 2 is where checkpoint 1 should be; this one and those after it prove nothing");
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

  /** A witness that only remembers. */
  private static final class Memory implements Witness {
    private final TreeMap<Long, String> kept = new TreeMap<>();
    private boolean away;

    @Override
    public String name() {
      return "the bucket";
    }

    @Override
    public String kind() {
      return "memory";
    }

    @Override
    public List<Trial> trials() {
      return List.of();
    }

    @Override
    public synchronized String keep(SignedCheckpoint checkpoint) {
      answer();
      kept.put(checkpoint.checkpoint().number(), checkpoint.text());
      return "";
    }

    @Override
    public synchronized Optional<String> newest() {
      answer();
      return Optional.ofNullable(kept.lastEntry()).map(Map.Entry::getValue);
    }

    private void answer() {
      if (away) {
        throw new RemoteFailure(RemoteFailure.Kind.UNREACHABLE, "the bucket is away");
      }
    }
  }

  private final Memory witness = new Memory();

  private Attestation attestation() {
    var ledger = new SqlCheckpoints(database);
    return new Attestation(
        ledger,
        notary(key),
        trusted,
        new Audience(List.of(witness), List.of()),
        new SqlReceipts(database, CLOCK),
        series -> {
          var hashes = ledger.record();
          return RecordCheck.of(series, hashes.chains(), hashes.highest(), trusted);
        });
  }

  /** What a bot finds that starts now. */
  private String doubtAtTheStart() {
    try (var attestation = attestation()) {
      attestation.look();
      return attestation.doubt().orElse("");
    }
  }

  /** As a bot that ran until now would have left it. */
  private void witnessed() {
    try (var attestation = attestation()) {
      attestation.look();
      attestation.attest();
    }
    assertThat(witness.kept).containsOnlyKeys(2L);
  }

  @Test
  void aRecordThatContinuesWhatIsWitnessedIsActedOn() {
    witnessed();
    assertThat(doubtAtTheStart()).isEmpty();
    incident();
    assertThat(doubtAtTheStart()).isEmpty();
  }

  @Test
  void untilItIsComparedNothingIsDone() {
    try (var attestation = attestation()) {
      assertThat(attestation.doubt().orElseThrow()).contains("not been compared");
      attestation.attest();
    }
    assertThat(witness.kept).isEmpty();
  }

  @Test
  void anOldCopyThatIsPutBackIsNotActedOnNorSigned() {
    witnessed();
    attack(
        "delete from checkpoint where number = 2",
        "delete from freeze_event",
        "delete from incident_event where incident = 3",
        "delete from incident where number = 3");
    assertThat(check().problems()).as("by itself it is whole").isEmpty();
    try (var attestation = attestation()) {
      attestation.look();
      assertThat(attestation.doubt().orElseThrow())
          .isEqualTo(
              "the record does not continue checkpoint 2 of 2026-11-24T12:00:00Z (10 events, 3 incidents), which the bucket keeps; its own newest is checkpoint 1 of 2026-11-24T12:00:00Z. Restore the right record, or accept this one with 'audit accept'");
      attestation.attest();
    }
    assertThat(witness.kept).containsOnlyKeys(2L);
    assertThat(new SqlCheckpoints(database).after(1)).isEmpty();
  }

  @Test
  void aRecordThatWasDeletedOrIsAnotherOneIsNotActedOn() {
    witnessed();
    attack(
        "delete from checkpoint",
        "delete from freeze_event",
        "delete from incident_event",
        "delete from incident");
    assertThat(doubtAtTheStart())
        .contains("does not continue checkpoint 2")
        .contains("it has no checkpoint at all");
    incident();
    notary(key).make();
    notary(key).make();
    assertThat(doubtAtTheStart()).contains("its own newest is checkpoint 1");
    freezes.change(true, BEN, "another");
    notary(key).make();
    assertThat(doubtAtTheStart())
        .as("it has a checkpoint of that number, and it is another one")
        .contains("its own newest is checkpoint 2");
  }

  @Test
  void whatContradictsItsOwnCheckpointsIsNotActedOn() {
    witnessed();
    attack("delete from freeze_event");
    assertThat(doubtAtTheStart()).startsWith("the freezes: checkpoint 2 has its event 1");
  }

  @Test
  void aTailThatIsCutWhileTheBotRunsStopsIt() {
    try (var attestation = attestation()) {
      attestation.look();
      attestation.attest();
      assertThat(attestation.doubt()).isEmpty();
      attack("delete from incident_event where incident = 3 and sequence = 3");
      attestation.beforeFirstAct(new IncidentId(3));
      assertThat(attestation.doubt().orElseThrow()).contains("INC-3", "ends with event 2");
    }
  }

  @Test
  void whatNoWitnessCouldTellIsDoubted() {
    witnessed();
    witness.away = true;
    try (var attestation = attestation()) {
      attestation.look();
      assertThat(attestation.doubt())
          .contains("no witness of the record answered (the bucket is away)");
      witness.away = false;
      attestation.look();
      assertThat(attestation.doubt()).isEmpty();
    }
    witness.kept.put(3L, "nothing that was signed\n");
    assertThat(doubtAtTheStart()).startsWith("what the bucket keeps is not a checkpoint");
    var stranger = SigningKey.generate();
    var forged = RecordState.START.next(List.of(), 9, NOON, stranger.keyId(), Optional.empty());
    witness.kept.put(3L, stranger.signed(forged).text());
    assertThat(doubtAtTheStart()).contains("which the settings do not list");
  }

  /** Its keepers were attacked, or put a backup back: it can compare nothing any more. */
  @Test
  void aWitnessThatLostWhatItTookProvesNothing() {
    witnessed();
    var lost = witness.kept.remove(2L);
    assertThat(doubtAtTheStart())
        .contains("the bucket accepted checkpoint 2, but now keeps none at all", "rewritten");
    witness.kept.put(1L, new SqlCheckpoints(database).after(0).getFirst().text());
    assertThat(doubtAtTheStart()).contains("now keeps none after checkpoint 1");
    witness.kept.put(2L, Optional.ofNullable(lost).orElseThrow());
    assertThat(doubtAtTheStart()).isEmpty();
  }

  @Test
  void whoTookACheckpointIsKeptBesideIt() {
    witnessed();
    var receipts = new SqlReceipts(database, CLOCK);
    var receipt = receipts.newest("the bucket").orElseThrow();
    assertThat(receipt.number()).isEqualTo(2);
    assertThat(receipt.at()).isEqualTo(NOON);
    receipts.add("the bucket", 2, "another proof");
    assertThat(receipts.newest("the bucket")).as("the first one stays").contains(receipt);
    assertThat(receipts.newest("another bucket")).isEmpty();
    assertThatThrownBy(() -> database.write(sql -> sql.execute("delete from receipt")))
        .hasMessageContaining("append-only");
  }

  @Test
  void aWitnessThatIsAwayAmidAnActStopsNobody() {
    try (var attestation = attestation()) {
      attestation.look();
      witness.away = true;
      attestation.beforeFirstAct(new IncidentId(3));
      assertThat(attestation.doubt()).isEmpty();
      witness.away = false;
      attestation.attest();
      assertThat(witness.kept).as("it is offered again").containsOnlyKeys(2L);
    }
  }

  @Test
  void anOldCopyThatAPersonAcceptedIsActedOnFromThen() {
    witnessed();
    var lost = new SqlCheckpoints(database).after(1).getFirst();
    attack(
        "delete from checkpoint where number = 2",
        "delete from freeze_event",
        "delete from incident_event where incident = 3",
        "delete from incident where number = 3");
    var accepted =
        notary(key).accept(new Checkpoint.Acceptance(2, lost.digest(), "ana: the disk was lost"));
    assertThat(accepted.checkpoint().number()).isEqualTo(3);
    assertThat(doubtAtTheStart()).isEmpty();
    try (var attestation = attestation()) {
      assertThat(attestation.give(accepted)).isEmpty();
    }
    assertThat(doubtAtTheStart()).isEmpty();
  }

  private List<Link> rows() {
    var rows = new ArrayList<Link>();
    database.read(
        sql -> {
          EventRows.each(sql, rows::add);
          return rows.size();
        });
    return rows;
  }
}
