package pipelinelock.store.node;

import com.google.common.base.Ticker;
import java.util.HashMap;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.store.database.Database;
import pipelinelock.watch.WatchTurns;

/**
 * Leases in the record's own database. A node counts as dead when another one sees its heartbeat
 * unchanged for four beats; no two clocks are compared. It then loses its row, and with it all of
 * its leases; if it wakes up, it finds its row gone before it does anything.
 */
public final class SqlLeases implements IncidentLeases, WatchTurns {
  private final Database database;
  private final String node;
  private final Ticker ticker;
  private final Heartbeat heartbeat;
  private final Map<String, Seen> others = new HashMap<>();
  private long looked;

  private record Seen(long beat, long since) {}

  /**
   * @param node a name that no other process ever has
   * @param ticker time that only goes forward
   * @param heartbeat how often {@link #beat} is called, the same for every node
   */
  public SqlLeases(Database database, String node, Ticker ticker, Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
    this.database = database;
    this.node = node;
    this.ticker = ticker;
    this.looked = ticker.read();
  }

  /** Says that this node lives, and takes away those that do not. */
  public synchronized void beat() {
    database.write(
        sql ->
            sql.execute(
                "insert into node (name, beat) values (?, 1)"
                    + " on conflict (name) do update set beat = node.beat + 1",
                node));
    look();
  }

  private void look() {
    long now = ticker.read();
    if (now - looked > heartbeat.beat().multipliedBy(2).toNanos()) {
      others.clear(); // this node was away itself, so it has not seen the others stand still
    }
    looked = now;
    var beats = beats();
    others.keySet().retainAll(beats.keySet());
    beats.forEach(
        (name, beat) -> {
          var seen = others.get(name);
          if (seen == null || seen.beat() != beat) {
            others.put(name, new Seen(beat, now));
          } else if (now - seen.since() >= heartbeat.dead().toNanos()) {
            database.write(
                sql -> sql.execute("delete from node where name = ? and beat = ?", name, beat));
          }
        });
  }

  private Map<String, Long> beats() {
    return database.read(
        sql ->
            sql.createQuery("select name, beat from node where name <> :me")
                .bind("me", node)
                .reduceRows(
                    new HashMap<>(),
                    (beats, row) -> {
                      beats.put(
                          row.getColumn("name", String.class), row.getColumn("beat", Long.class));
                      return beats;
                    }));
  }

  @Override
  public boolean take(IncidentId id) {
    return holds(id) || taken(id);
  }

  private boolean taken(IncidentId id) {
    return database.write(
            sql ->
                sql.execute(
                    "insert into lease (incident, node, doubt)"
                        + " select cast(? as bigint), name, 0 from node where name = ?"
                        + " on conflict (incident) do update set node = excluded.node,"
                        + " doubt = case when lease.node = '' then lease.doubt else 1 end"
                        + " where lease.node = ''"
                        + " or not exists (select 1 from node other where other.name = lease.node)",
                    id.number(),
                    node))
        == 1;
  }

  @Override
  public boolean take(EnvironmentName environment) {
    return database.write(
            sql ->
                sql.execute(
                    "insert into watch_turn (environment, node)"
                        + " select cast(? as text), name from node where name = ?"
                        + " on conflict (environment) do update set node = excluded.node"
                        + " where watch_turn.node = excluded.node or watch_turn.node = ''"
                        + " or not exists"
                        + " (select 1 from node other where other.name = watch_turn.node)",
                    environment.value(),
                    node))
        == 1;
  }

  @Override
  public boolean holds(IncidentId id) {
    long asked = ticker.read();
    boolean held =
        database.read(
            sql ->
                sql.createQuery(
                            "select count(*) from lease join node on node.name = lease.node"
                                + " where lease.incident = :id and lease.node = :me")
                        .bind("id", id.number())
                        .bind("me", node)
                        .mapTo(Long.class)
                        .one()
                    == 1);
    return held && ticker.read() - asked < heartbeat.fresh().toNanos();
  }

  @Override
  public boolean isInDoubt(IncidentId id) {
    return database.read(
        sql ->
            sql.createQuery("select coalesce(max(doubt), 0) from lease where incident = :id")
                    .bind("id", id.number())
                    .mapTo(Long.class)
                    .one()
                == 1);
  }

  @Override
  public void release(IncidentId id) {
    database.write(
        sql ->
            sql.execute(
                "update lease set node = '' where incident = ? and node = ?", id.number(), node));
  }

  @Override
  public void abandon(IncidentId id) {
    database.write(
        sql ->
            sql.execute(
                "update lease set node = '', doubt = 1 where incident = ? and node = ?",
                id.number(),
                node));
  }

  /** Hands everything over at once: this process will do nothing more. */
  public void leave() {
    database.write(
        sql -> {
          sql.execute("update lease set node = '' where node = ?", node);
          sql.execute("update watch_turn set node = '' where node = ?", node);
          return sql.execute("delete from node where name = ?", node);
        });
  }
}
