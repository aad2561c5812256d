package pipelinelock.store.ledger;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import pipelinelock.incident.IncidentId;
import pipelinelock.runbook.twin.HeldThings;
import pipelinelock.runbook.twin.TargetIdentity;
import pipelinelock.store.database.Database;

/** What open incidents act on, in a SQL table. Rows of finished incidents do not count. */
public final class SqlHeldThings implements HeldThings {
  private final Database database;

  public SqlHeldThings(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Held> take(IncidentId id, Set<TargetIdentity> things) {
    return database.write(
        sql -> {
          sql.execute(
              "delete from held_thing where incident not in (select incident from open_incident)");
          var mine = new TreeSet<TargetIdentity>();
          // In one order, so that two that want the same two never wait for each other.
          for (var thing : new TreeSet<>(things)) {
            if (insert(sql, id, thing)) {
              mine.add(thing);
            }
            var by = owner(sql, thing);
            if (!by.equals(id)) {
              mine.forEach(it -> delete(sql, it));
              return Optional.of(new Held(thing, by));
            }
          }
          return Optional.empty();
        });
  }

  private static boolean insert(Handle sql, IncidentId id, TargetIdentity thing) {
    return sql.execute(
            "insert into held_thing (kind, identity, incident) values (?, ?, ?)"
                + " on conflict (kind, identity) do nothing",
            thing.kind().name(),
            thing.identity(),
            id.number())
        == 1;
  }

  private static IncidentId owner(Handle sql, TargetIdentity thing) {
    return new IncidentId(
        sql.createQuery(
                "select incident from held_thing where kind = :kind and identity = :identity")
            .bind("kind", thing.kind().name())
            .bind("identity", thing.identity())
            .mapTo(Long.class)
            .one());
  }

  private static void delete(Handle sql, TargetIdentity thing) {
    sql.execute(
        "delete from held_thing where kind = ? and identity = ?",
        thing.kind().name(),
        thing.identity());
  }
}
