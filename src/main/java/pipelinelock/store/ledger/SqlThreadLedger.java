package pipelinelock.store.ledger;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.store.database.Database;

/** The thread ledger in a SQL table. */
public final class SqlThreadLedger implements ThreadLedger {
  private final Database database;

  public SqlThreadLedger(Database database) {
    this.database = database;
  }

  @Override
  public List<Posted> posted(IncidentId incident) {
    return database.read(
        sql ->
            sql.createQuery("select * from thread_message where incident = :id")
                .bind("id", incident.number())
                .map(
                    (row, _) ->
                        new Posted(
                            row.getString("part"),
                            row.getString("channel"),
                            row.getString("ts"),
                            row.getString("digest")))
                .list());
  }

  @Override
  public Optional<IncidentId> incidentAt(String channel, String ts) {
    return database.read(
        sql ->
            sql.createQuery(
                    "select incident from thread_message where channel = :channel and ts = :ts")
                .bind("channel", channel)
                .bind("ts", ts)
                .mapTo(Long.class)
                .findFirst()
                .map(IncidentId::new));
  }

  @Override
  public void save(IncidentId incident, Posted posted) {
    database.write(
        sql ->
            sql.execute(
                "insert into thread_message (incident, part, channel, ts, digest)"
                    + " values (?, ?, ?, ?, ?) on conflict (incident, part) do update"
                    + " set channel = excluded.channel, ts = excluded.ts,"
                    + " digest = excluded.digest",
                incident.number(),
                posted.part(),
                posted.channel(),
                posted.ts(),
                posted.digest()));
  }
}
