package pipelinelock.store.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification.Report;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.IncidentId;
import pipelinelock.store.RecordIndex.Gist;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlReceipts;

/** Writes a whole record to a file, and imports one into an empty database, one event at a time. */
public final class RecordTransfer {
  private final Database database;

  public RecordTransfer(Database database) {
    this.database = database;
  }

  /** Writes all events as they are stored, and says what was written. */
  public Report write(OutputStream out, Instant now) {
    return database.snapshot(sql -> write(sql, out, now));
  }

  private static Report write(Handle sql, OutputStream out, Instant now) {
    try {
      var check = new CopyCheck();
      var checkpoints = checkpoints(sql);
      var receipts = checkpoints.isEmpty() ? List.<WitnessReceipt>of() : SqlReceipts.all(sql);
      var writing =
          new RecordFile.Writing(
              RecordCopy.Kind.RECORD,
              now,
              EventRows.count(sql),
              checkpoints.size(),
              receipts.size(),
              out);
      check.end(
          RecordSource.read(
              sql,
              link -> {
                check.next(link);
                write(writing, link);
              }));
      for (var text : checkpoints) {
        writing.checkpoint(text);
      }
      for (var receipt : receipts) {
        writing.receipt(receipt);
      }
      writing.end();
      return check.report();
    } catch (IOException e) {
      throw new UncheckedIOException("writing the record", e);
    }
  }

  /**
   * Writes the events of one incident, in the form of an archive.
   *
   * @return the hash of the last of them; empty if the record has none, and then nothing is written
   */
  public Optional<String> writeIncident(IncidentId incident, OutputStream out, Instant now) {
    var links = database.read(sql -> EventRows.of(sql, incident.number()));
    if (links.isEmpty()) {
      return Optional.empty();
    }
    try {
      RecordCopy.archive(links).write(out, now);
    } catch (IOException e) {
      throw new UncheckedIOException("writing an incident", e);
    }
    return Optional.of(links.getLast().hash());
  }

  /** As they are stored, whatever they say. */
  private static List<String> checkpoints(Handle sql) {
    return EventRows.isTable(sql, "checkpoint") // not in a record of an earlier version
        ? sql.createQuery("select text from checkpoint order by number").mapTo(String.class).list()
        : List.of();
  }

  private static void write(RecordFile.Writing writing, Link link) {
    try {
      writing.event(link);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the record", e);
    }
  }

  /**
   * Puts an exported record into this database, with its checkpoints and receipts, if it is empty
   * and the record is whole.
   *
   * @param keys whose signatures on the checkpoints count; without them it is not proved who signed
   * @return what was found in the file; with problems, nothing was put in
   */
  public Report importFrom(RecordSource file, Optional<TrustedKeys> keys) {
    var check = CopyCheck.of(file);
    var report = check.report(Map.of(), keys);
    if (!report.isWhole()) {
      return report;
    }
    if (check.kind() == RecordCopy.Kind.ARCHIVE) {
      return refused(
          report,
          "The file is an archive, a part of a record; import what \"record export\" wrote.");
    }
    return database.write(sql -> imported(sql, file, check, report, keys));
  }

  private static Report refused(Report report, String why) {
    return new Report(report.chains(), report.events(), List.of(why), List.of(), List.of());
  }

  private static Report imported(
      Handle sql, RecordSource file, CopyCheck before, Report report, Optional<TrustedKeys> keys) {
    long there =
        sql.createQuery(
                "select (select count(*) from incident) + (select count(*) from freeze_event)"
                    + " + (select count(*) from checkpoint) + (select count(*) from receipt)")
            .mapTo(Long.class)
            .one();
    if (there > 0) {
      return refused(report, "The database has a record already; import into an empty one.");
    }
    before.gists().values().forEach(incident -> open(sql, incident));
    for (var link : before.tombstones()) {
      number(sql, link.entry().incident(), Tombstone.of(link.entry()).environment().value());
    }
    var again = new CopyCheck();
    again.end(
        file.read(
            link -> {
              again.next(link);
              insert(sql, link);
            }));
    if (!again.report(Map.of(), keys).equals(report)) {
      throw nothing("the file changed while it was read"); // the transaction ends
    }
    again.checkpoints().ifPresent(it -> insert(sql, it));
    return report;
  }

  private static void insert(Handle sql, CheckpointsOfCopy there) {
    for (var text : there.texts()) {
      SqlCheckpoints.insert(sql, SignedCheckpoint.parse(text));
    }
    for (var receipt : there.receipts()) {
      SqlReceipts.insert(sql, receipt);
    }
  }

  private static void insert(Handle sql, Link link) {
    if (!EventRows.insert(sql, link.entry(), link.hash())) {
      throw nothing(
          "a bot wrote to that database in the meantime. Stop it, and import into an empty database");
    }
  }

  private static RemoteFailure nothing(String why) {
    return new RemoteFailure(Kind.REFUSED, "Nothing was imported: " + why + ".");
  }

  private static void open(Handle sql, Gist incident) {
    number(sql, incident.number(), incident.environment());
    if (incident.isOpen()) {
      sql.execute(
          "insert into open_incident (environment, incident) values (?, ?)",
          incident.environment(),
          incident.number());
    }
    if (incident.isForReview()) {
      SqlIncidentRecord.openReview(sql, new IncidentId(incident.number()));
    }
  }

  private static void number(Handle sql, long number, String environment) {
    sql.execute("insert into incident (number, environment) values (?, ?)", number, environment);
  }
}
