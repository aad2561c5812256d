package pipelinelock.store.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;

/** Events as database rows, byte for byte. */
public final class EventRows {
  private EventRows() {}

  /** The number under which the chain of freezes goes. */
  public static final long FREEZES = 0;

  /**
   * Gives each, one after the other, in the order of incidents and of their sequence; the freezes
   * first.
   */
  public static void each(Handle sql, Consumer<Link> to) {
    String freezes =
        isTable(sql, "freeze_event") // a record of an earlier version that is only read has none
            ? "select 0 as incident, sequence, at, type, body, hash from freeze_event union all "
            : "";
    try (var links =
        sql
            .createQuery(
                freezes
                    + "select incident, sequence, at, type, body, hash from incident_event"
                    + " order by incident, sequence")
            .setFetchSize(500)
            .map((row, _) -> link(row))
            .stream()) {
      links.forEach(to);
    }
  }

  /** How many there are, with those of the freezes. */
  public static long count(Handle sql) {
    long freezes =
        isTable(sql, "freeze_event")
            ? sql.createQuery("select count(*) from freeze_event").mapTo(Long.class).one()
            : 0;
    return freezes + sql.createQuery("select count(*) from incident_event").mapTo(Long.class).one();
  }

  /** The chain of freezes, in the order of its sequence. */
  public static List<Link> freezes(Handle sql) {
    return sql.createQuery(
            "select 0 as incident, sequence, at, type, body, hash from freeze_event order by sequence")
        .map((row, _) -> link(row))
        .list();
  }

  /** All of one incident, in the order of their sequence. */
  public static List<Link> of(Handle sql, long incident) {
    return sql.createQuery("select * from incident_event where incident = :id order by sequence")
        .bind("id", incident)
        .map((row, _) -> link(row))
        .list();
  }

  /** The number of the last event of each incident that is in the record. */
  public static Map<IncidentId, Long> lengths(Handle sql) {
    var lengths = new TreeMap<IncidentId, Long>();
    sql.createQuery(
            "select incident, max(sequence) as last from incident_event where type <> :archived"
                + " group by incident")
        .bind("archived", Tombstone.TYPE)
        .map((row, _) -> Map.entry(new IncidentId(row.getLong("incident")), row.getLong("last")))
        .forEach(it -> lengths.put(it.getKey(), it.getValue()));
    return lengths;
  }

  /** What replaces each archived incident. */
  public static List<Link> tombstones(Handle sql) {
    return sql.createQuery("select * from incident_event where type = :archived")
        .bind("archived", Tombstone.TYPE)
        .map((row, _) -> link(row))
        .list();
  }

  /** 0 where there is no incident yet. */
  public static long highestNumber(Handle sql) {
    return sql.createQuery("select coalesce(max(number), 0) from incident").mapTo(Long.class).one();
  }

  /** All events of the incidents that are over, need no review, and are older than that. */
  public static List<Link> endedBefore(Handle sql, long before) {
    String needsNoReview =
        isTable(sql, "open_review")
            ? " and incident not in (select incident from open_review)"
            : "";
    return sql.createQuery(
            "select * from incident_event where incident in ("
                + "select incident from incident_event"
                + " where incident not in (select incident from open_incident)"
                + needsNoReview
                + " group by incident having max(at) < :before"
                + " and sum(case when type = :archived then 1 else 0 end) = 0)"
                + " order by incident, sequence")
        .bind("before", before)
        .bind("archived", Tombstone.TYPE)
        .map((row, _) -> link(row))
        .list();
  }

  /** What stays of archived incidents, by the last words of a query; newest first. */
  public static List<ArchivedIncident> archived(Handle sql, String where, Object value) {
    return sql.createQuery(
            "select e.* from incident_event e join incident i on i.number = e.incident"
                + " where e.type = :archived and "
                + where
                + " order by e.incident desc")
        .bind("archived", Tombstone.TYPE)
        .bind("value", value)
        .map((row, _) -> link(row).entry())
        .map(entry -> Tombstone.of(entry).incident(entry))
        .list();
  }

  public static boolean isTable(Handle sql, String name) {
    try (var tables = sql.getConnection().getMetaData().getTables(null, null, name, null)) {
      return tables.next();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        new Entry(
            row.getLong("incident"),
            row.getLong("sequence"),
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("type"),
            row.getString("body")),
        row.getString("hash"));
  }

  /**
   * The event of a link that is of an incident.
   *
   * @throws UnreadableEvent when this version does not understand it
   */
  public static Recorded recorded(Link link) {
    var entry = link.entry();
    try {
      return new Recorded(
          new IncidentId(entry.incident()),
          entry.sequence(),
          entry.at(),
          EventJson.read(entry.body()),
          link.hash());
    } catch (UnreadableEvent e) {
      throw e.at(entry.incident(), entry.sequence());
    }
  }

  /** False when the sequence number is taken. */
  public static boolean insert(Handle sql, Entry entry, String hash) {
    return entry.incident() == FREEZES
        ? insertFreeze(sql, entry, hash)
        : insertEvent(sql, entry, hash);
  }

  private static boolean insertFreeze(Handle sql, Entry entry, String hash) {
    return sql.execute(
            "insert into freeze_event (sequence, at, type, body, hash)"
                + " values (?, ?, ?, ?, ?) on conflict (sequence) do nothing",
            entry.sequence(),
            entry.at().toEpochMilli(),
            entry.type(),
            entry.body(),
            hash)
        == 1;
  }

  private static boolean insertEvent(Handle sql, Entry entry, String hash) {
    return sql.execute(
            "insert into incident_event (incident, sequence, at, type, body, hash)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (incident, sequence) do nothing",
            entry.incident(),
            entry.sequence(),
            entry.at().toEpochMilli(),
            entry.type(),
            entry.body(),
            hash)
        == 1;
  }
}
