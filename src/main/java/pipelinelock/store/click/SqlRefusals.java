package pipelinelock.store.click;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.store.database.Database;

/**
 * The refusals in a SQL table: one row for equal ones within a minute, and a limited number of
 * rows.
 */
public final class SqlRefusals implements RefusalLog {
  /** How many different ones are kept a minute, and a day. */
  static final int A_MINUTE = 20;

  static final int A_DAY = 1000;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Database database;
  private final InstantSource clock;

  public SqlRefusals(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What a row is about. */
  private record Row(
      long minute,
      String team,
      String member,
      String act,
      long incident,
      String environment,
      String code) {
    static Row of(long minute, Refusal refusal) {
      return new Row(
          minute,
          refusal.by().team(),
          refusal.by().user(),
          refusal.act(),
          refusal.incident().map(IncidentId::number).orElse(0L),
          refusal.environment().map(EnvironmentName::value).orElse(""),
          refusal.code().name());
    }

    /** All of an hour that are not kept one by one. */
    static Row many(long now) {
      long hour = now - now % Duration.ofHours(1).toMillis();
      return new Row(hour, "", "", "", 0, "", "MANY");
    }

    boolean isCounted(Handle sql) {
      return sql.execute(
              "update refusal set times = times + 1 where at_minute = ? and team = ? and member = ?"
                  + " and act = ? and incident = ? and environment = ? and code = ?",
              minute,
              team,
              member,
              act,
              incident,
              environment,
              code)
          > 0;
    }

    void insert(Handle sql) {
      sql.execute(
          "insert into refusal (at_minute, team, member, act, incident, environment, code, times)"
              + " values (?, ?, ?, ?, ?, ?, ?, 1) on conflict (at_minute, team, member, act,"
              + " incident, environment, code) do update set times = refusal.times + 1",
          minute,
          team,
          member,
          act,
          incident,
          environment,
          code);
    }
  }

  @Override
  public void add(Refusal refusal) {
    long now = clock.millis();
    var row = Row.of(now - now % MINUTE, refusal);
    database.write(
        sql -> {
          if (!row.isCounted(sql)) {
            sql.execute("delete from refusal where at_minute < ?", now - KEPT.toMillis());
            boolean hasRoom =
                rowsSince(sql, row.minute()) < A_MINUTE && rowsSince(sql, now - now % DAY) < A_DAY;
            (hasRoom ? row : Row.many(now)).insert(sql);
          }
          return true;
        });
  }

  private static long rowsSince(Handle sql, long minute) {
    return sql.createQuery("select count(*) from refusal where at_minute >= :minute")
        .bind("minute", minute)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public List<Entry> of(IncidentId incident, int limit) {
    return entries("incident = :value", incident.number(), limit);
  }

  @Override
  public List<Entry> since(Instant from, int limit) {
    return entries("at_minute >= :value", from.toEpochMilli(), limit);
  }

  private List<Entry> entries(String which, long value, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "select * from refusal where "
                        + which
                        + " order by at_minute desc, member, act, code limit :limit")
                .bind("value", value)
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long incident = row.getLong("incident");
    String member = row.getString("member");
    String environment = row.getString("environment");
    return new Entry(
        Instant.ofEpochMilli(row.getLong("at_minute")),
        member.isEmpty()
            ? Optional.empty()
            : Optional.of(new UserId(row.getString("team"), member)),
        row.getString("act"),
        incident == 0 ? Optional.empty() : Optional.of(new IncidentId(incident)),
        environment.isEmpty() ? Optional.empty() : Optional.of(new EnvironmentName(environment)),
        row.getString("code"),
        row.getLong("times"));
  }
}
