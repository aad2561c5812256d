package pipelinelock.store.copy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;

/**
 * Moves long finished incidents out of the record. Their events are first written to a file; then,
 * in one transaction for each incident, an event that replaces them is appended and they are
 * deleted. If a running bot appends an event meanwhile, its incident stays in the record; and the
 * database deletes only events that such an appended event replaces.
 */
public final class Retention {
  private final Database database;
  private final InstantSource clock;

  public Retention(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The incidents that are over, need no review, and have had no event since then. */
  public RecordCopy due(Instant before) {
    return RecordCopy.archive(
        database.read(sql -> EventRows.endedBefore(sql, before.toEpochMilli())));
  }

  /**
   * Whether an earlier archive has that name: a record distinguishes its archives by their names.
   */
  public boolean hasArchive(String file) {
    return database.read(sql -> EventRows.archived(sql, "e.incident >= :value", 1)).stream()
        .anyMatch(it -> it.file().equals(file));
  }

  /**
   * What became of incidents that were to go.
   *
   * @param events how many were taken out of the record
   * @param stayed those to which something was added meanwhile
   * @param elsewhere those that another run archived meanwhile, by the name of its file
   */
  public record Taken(
      SortedSet<Long> gone,
      long events,
      SortedSet<Long> stayed,
      SortedMap<String, SortedSet<Long>> elsewhere) {}

  /**
   * Takes these out of the record.
   *
   * @param due what is on file by now, down to the disk
   * @param file the name of that file, without its folder
   */
  public Taken take(RecordCopy due, String file) {
    var gone = new TreeSet<Long>();
    var stayed = new TreeSet<Long>();
    var elsewhere = new TreeMap<String, SortedSet<Long>>();
    long events = 0;
    for (var chain : due.chains()) {
      long incident = chain.getLast().entry().incident();
      if (database.write(sql -> take(sql, chain.getLast(), file))) {
        gone.add(incident);
        events += chain.size();
      } else {
        archivedIn(incident)
            .map(other -> elsewhere.computeIfAbsent(other, _ -> new TreeSet<>()))
            .orElse(stayed)
            .add(incident);
      }
    }
    return new Taken(gone, events, stayed, elsewhere);
  }

  private Optional<String> archivedIn(long incident) {
    return database.read(sql -> EventRows.archived(sql, "e.incident = :value", incident)).stream()
        .map(ArchivedIncident::file)
        .findFirst();
  }

  /** False when it is no longer the last one. */
  private boolean take(Handle sql, Link last, String file) {
    var ended = last.entry();
    var environment =
        sql.createQuery("select environment from incident where number = :number")
            .bind("number", ended.incident())
            .mapTo(String.class)
            .one();
    var stays = new Tombstone(new EnvironmentName(environment), ended.at(), file, last.hash());
    var entry =
        new Entry(
            ended.incident(),
            ended.sequence() + 1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Tombstone.TYPE,
            stays.body());
    if (!EventRows.insert(sql, entry, HashChain.hash(last.hash(), entry))) {
      return false;
    }
    for (var table : List.of("thread_message", "shown_card", "lease")) {
      sql.execute("delete from " + table + " where incident = ?", ended.incident());
    }
    sql.execute(
        "delete from incident_event where incident = ? and sequence <= ?",
        ended.incident(),
        ended.sequence());
    return true;
  }
}
