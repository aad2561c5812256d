package pipelinelock.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.audit.Verification.Report;
import pipelinelock.incident.BreakGlassRules;
import pipelinelock.incident.BrokenGlass;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;

/** A whole record at once: written to a file, proved, and put into an empty database. */
public final class Archive {
  private final Database database;

  public Archive(Database database) {
    this.database = database;
  }

  /** Writes all events as they are stored, and says what was written. */
  public Report write(Writer out, Instant now) {
    try {
      var links = links();
      RecordFile.write(links, now, out);
      return verified(links);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the record", e);
    }
  }

  private List<Link> links() {
    return database.read(EventRows::all);
  }

  /** Proves what is in the database. */
  public Report verify() {
    return verified(links());
  }

  /** Proves an exported record. */
  public static Report verify(BufferedReader file) {
    var links = new ArrayList<Link>();
    try {
      RecordFile.read(file, links::add);
      return verified(links);
    } catch (RecordFile.NotARecord e) {
      var report = verified(links);
      var problems = new ArrayList<>(report.problems());
      problems.add("The file: " + e.getMessage());
      return new Report(report.chains(), report.events(), problems);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the exported record", e);
    }
  }

  private static Report verified(List<Link> links) {
    var verification = new Verification();
    for (var link : links) {
      verification.next(link);
      unreadable(link).ifPresent(verification::add);
    }
    var report = verification.report();
    return report.isWhole()
        ? new Report(report.chains(), report.events(), List.of(), openForReview(links))
        : report;
  }

  private static List<String> openForReview(List<Link> links) {
    return incidents(links).values().stream()
        .map(Incident::of)
        .filter(BreakGlassRules::isOpenForReview)
        .map(it -> openForReview(it, it.glass().orElseThrow()))
        .toList();
  }

  private static String openForReview(Incident incident, BrokenGlass glass) {
    return "%s in %s is open for review: %s started it alone on %s"
        .formatted(incident.id(), incident.environment(), glass.by().user(), glass.at());
  }

  private static Optional<String> unreadable(Link link) {
    if (link.entry().incident() == 0) {
      return Optional.empty();
    }
    try {
      EventJson.read(link.entry().body());
      return Optional.empty();
    } catch (UnreadableEvent e) {
      return Optional.of(
          String.valueOf(e.at(link.entry().incident(), link.entry().sequence()).getMessage()));
    }
  }

  /**
   * Puts an exported record into this database, if it is empty and the record is whole.
   *
   * @return what was found in the file; with problems, nothing was put in
   */
  public Report importFrom(BufferedReader file) {
    var links = new ArrayList<Link>();
    try {
      RecordFile.read(file, links::add);
    } catch (RecordFile.NotARecord e) {
      return new Report(0, links.size(), List.of("The file: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the exported record", e);
    }
    var report = verified(links);
    return report.isWhole() ? database.write(sql -> imported(sql, links, report)) : report;
  }

  private static Report imported(Handle sql, List<Link> links, Report report) {
    long there =
        sql.createQuery(
                "select (select count(*) from incident) + (select count(*) from freeze_event)")
            .mapTo(Long.class)
            .one();
    if (there > 0) {
      return new Report(
          report.chains(),
          report.events(),
          List.of("The database holds a record already; import into an empty one."));
    }
    incidents(links).forEach((id, events) -> open(sql, Incident.of(events)));
    links.forEach(link -> EventRows.insert(sql, link.entry(), link.hash()));
    return report;
  }

  private static void open(Handle sql, Incident incident) {
    long number = incident.id().number();
    String environment = incident.environment().value();
    sql.execute("insert into incident (number, environment) values (?, ?)", number, environment);
    if (incident.isOpen()) {
      sql.execute(
          "insert into open_incident (environment, incident) values (?, ?)", environment, number);
    }
    if (BreakGlassRules.isOpenForReview(incident)) {
      SqlIncidentRecord.openReview(sql, incident.id());
    }
  }

  private static Map<Long, List<Recorded>> incidents(List<Link> links) {
    var incidents = new LinkedHashMap<Long, List<Recorded>>();
    for (var link : links) {
      Entry entry = link.entry();
      if (entry.incident() > 0) {
        IncidentEvent event = EventJson.read(entry.body());
        incidents
            .computeIfAbsent(entry.incident(), _ -> new ArrayList<>())
            .add(
                new Recorded(
                    new IncidentId(entry.incident()),
                    entry.sequence(),
                    entry.at(),
                    event,
                    link.hash()));
      }
    }
    return incidents;
  }
}
