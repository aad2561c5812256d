package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.Verification.Report;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.store.copy.RecordTransfer;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlReceipts;

/** A record that moves to another database, by a file. */
abstract class RecordTransferContract {
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);
  private static final String BUCKET = "s3://kept/dev/";

  private final SigningKey key = SigningKey.generate();
  private final TrustedKeys trusted = new TrustedKeys(List.of(key.verifying()));
  @AutoClose private final Database from = anew();
  @AutoClose private final Database to = anew();

  /** One without a record in it. */
  abstract Database anew();

  @BeforeEach
  void aRecordWithTwoCheckpointsOfWhichOneWasTaken() {
    new SqlFreezes(from, CLOCK).change(true, BEN, "the Director");
    incident(from);
    notary(from).make();
    incident(from);
    long newest = notary(from).make().orElseThrow().checkpoint().number();
    new SqlReceipts(from, CLOCK).add(BUCKET, newest, "");
    new SqlReceipts(from, CLOCK).add("time stamp https://tsa.example.com/", 1, "MII=");
  }

  private static void incident(Database database) {
    var record = new SqlIncidentRecord(database, CLOCK);
    var begun = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(begun, List.of(approved(CLEO), new Rejected(BEN, "no")), NOON);
  }

  private Notary notary(Database database) {
    return new Notary(new SqlCheckpoints(database), key, trusted, CLOCK);
  }

  private static byte[] exported(Database database) {
    var out = new ByteArrayOutputStream();
    assertThat(new RecordTransfer(database).write(out, NOON).problems()).isEmpty();
    return out.toByteArray();
  }

  private Report imported(byte[] file, Optional<TrustedKeys> keys) {
    return new RecordTransfer(to).importFrom(Copies.source(file), keys);
  }

  @Test
  void itTakesItsCheckpointsAndReceiptsAlong() {
    var file = exported(from);
    var report = imported(file, Optional.of(trusted));
    assertThat(report.problems()).isEmpty();
    assertThat(report.unproved()).isEmpty();
    assertThat(exported(to)).as("nothing was lost and nothing added").isEqualTo(file);
    assertThat(new SqlReceipts(to, CLOCK).newest(BUCKET))
        .contains(new WitnessReceipt(BUCKET, 2, NOON, ""));
    var ledger = new SqlCheckpoints(to);
    var there = ledger.record();
    assertThat(RecordCheck.of(ledger.after(0), there.chains(), there.highest(), trusted).problems())
        .isEmpty();
    incident(to);
    assertThat(notary(to).make().orElseThrow().checkpoint().number())
        .as("the next continues them, so no witness has to be overruled")
        .isEqualTo(3);
  }

  @Test
  void withCheckpointsOfSomebodyElseNothingIsImported() {
    var others = new TrustedKeys(List.of(SigningKey.generate().verifying()));
    var report = imported(exported(from), Optional.of(others));
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("signed with the key " + key.keyId(), "which the settings do not list");
    assertThat(new SqlCheckpoints(to).after(0)).isEmpty();
    assertThat(new SqlIncidentRecord(to, CLOCK).open()).isEmpty();
  }

  @Test
  void withoutAKeyTheyAreImportedAndWhoSignedIsNotProved() {
    var report = imported(exported(from), Optional.empty());
    assertThat(report.problems()).isEmpty();
    assertThat(report.unproved()).singleElement().asString().contains("NOT PROVED: who signed");
    assertThat(new SqlCheckpoints(to).after(0)).hasSize(2);
  }

  /** Its checkpoints are of another record, and would contradict what is imported. */
  @Test
  void aDatabaseWhoseEventsWereTakenAwayIsNotEmpty() {
    var first = new SqlCheckpoints(from).after(0).getFirst();
    assertThat(new SqlCheckpoints(to).append(first)).isTrue();
    assertThat(imported(exported(from), Optional.of(trusted)).problems())
        .containsExactly("The database has a record already; import into an empty one.");
  }
}
