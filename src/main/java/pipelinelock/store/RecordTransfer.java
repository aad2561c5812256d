package pipelinelock.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.Verification.Report;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.BreakGlassRules;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;

/** A whole record at once: written to a file, and put into an empty database. */
public final class RecordTransfer {
  private final Database database;

  public RecordTransfer(Database database) {
    this.database = database;
  }

  /** Writes all events as they are stored, and says what was written. */
  public Report write(Writer out, Instant now) {
    try {
      var copy = RecordCopy.of(database);
      copy.write(out, now);
      return copy.verified();
    } catch (IOException e) {
      throw new UncheckedIOException("writing the record", e);
    }
  }

  /**
   * Puts an exported record into this database, if it is empty and the record is whole.
   *
   * @return what was found in the file; with problems, nothing was put in
   */
  public Report importFrom(BufferedReader file) {
    var copy = RecordCopy.of(file);
    var report = copy.verified();
    if (!report.isWhole()) {
      return report;
    }
    if (copy.kind() == RecordCopy.Kind.ARCHIVE) {
      return refused(
          report,
          "The file is an archive, a part of a record; import what \"record export\" wrote.");
    }
    var incidents = copy.incidents(); // before the transaction, which a server lets idle for 5 s
    return database.write(sql -> imported(sql, copy, incidents, report));
  }

  private static Report refused(Report report, String why) {
    return new Report(report.chains(), report.events(), List.of(why), List.of());
  }

  private static Report imported(
      Handle sql, RecordCopy copy, List<Incident> incidents, Report report) {
    long there =
        sql.createQuery(
                "select (select count(*) from incident) + (select count(*) from freeze_event)")
            .mapTo(Long.class)
            .one();
    if (there > 0) {
      return refused(report, "The database holds a record already; import into an empty one.");
    }
    incidents.forEach(incident -> open(sql, incident));
    for (var link : copy.tombstones()) {
      number(sql, link.entry().incident(), Tombstone.of(link.entry()).environment());
    }
    for (var link : copy.links()) {
      if (!EventRows.insert(sql, link.entry(), link.hash())) {
        throw new RemoteFailure( // the transaction ends, and nothing is imported
            Kind.REFUSED,
            "Nothing was imported: a bot wrote to that database meanwhile. Stop it, and import into an empty database.");
      }
    }
    return report;
  }

  private static void open(Handle sql, Incident incident) {
    IncidentId id = incident.id();
    number(sql, id.number(), incident.environment());
    if (incident.isOpen()) {
      sql.execute(
          "insert into open_incident (environment, incident) values (?, ?)",
          incident.environment().value(),
          id.number());
    }
    if (BreakGlassRules.isOpenForReview(incident)) {
      SqlIncidentRecord.openReview(sql, id);
    }
  }

  private static void number(Handle sql, long number, EnvironmentName environment) {
    sql.execute(
        "insert into incident (number, environment) values (?, ?)", number, environment.value());
  }
}
