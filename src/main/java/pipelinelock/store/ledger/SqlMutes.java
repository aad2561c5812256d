package pipelinelock.store.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.store.database.Database;
import pipelinelock.watch.Mute;
import pipelinelock.watch.Mutes;

/** The mutes in a SQL table. */
public final class SqlMutes implements Mutes {
  private final Database database;

  public SqlMutes(Database database) {
    this.database = database;
  }

  @Override
  public Map<EnvironmentName, Mute> now(Instant now) {
    return database.read(
        sql ->
            sql.createQuery("select * from watch_mute where ends_at > :now")
                .bind("now", now.toEpochMilli())
                .reduceResultSet(
                    new HashMap<>(),
                    (mutes, row, _) -> {
                      mutes.put(
                          new EnvironmentName(row.getString("environment")),
                          new Mute(
                              new UserId(row.getString("team"), row.getString("member")),
                              Instant.ofEpochMilli(row.getLong("begins_at")),
                              Instant.ofEpochMilli(row.getLong("ends_at")),
                              row.getString("reason")));
                      return mutes;
                    }));
  }

  @Override
  public void put(EnvironmentName environment, Mute mute) {
    database.write(
        sql ->
            sql.execute(
                "insert into watch_mute (environment, team, member, begins_at, ends_at, reason)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict (environment) do update"
                    + " set team = excluded.team, member = excluded.member,"
                    + " begins_at = excluded.begins_at, ends_at = excluded.ends_at,"
                    + " reason = excluded.reason",
                environment.value(),
                mute.by().team(),
                mute.by().user(),
                mute.at().toEpochMilli(),
                mute.until().toEpochMilli(),
                mute.reason()));
  }

  @Override
  public void remove(EnvironmentName environment) {
    database.write(
        sql -> sql.execute("delete from watch_mute where environment = ?", environment.value()));
  }
}
