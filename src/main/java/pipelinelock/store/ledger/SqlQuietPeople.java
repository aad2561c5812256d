package pipelinelock.store.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ledger.QuietPeople;
import pipelinelock.store.database.Database;

/** Who wants no direct messages, in a SQL table. */
public final class SqlQuietPeople implements QuietPeople {
  private final Database database;

  public SqlQuietPeople(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Quiet> of(UserId person, Instant now) {
    return database
        .read(
            sql ->
                sql.createQuery(
                        "select ends_at from quiet_person where team = :team and member = :member")
                    .bind("team", person.team())
                    .bind("member", person.user())
                    .map((row, _) -> new Quiet(instant(row.getObject("ends_at"))))
                    .findFirst())
        .filter(it -> it.holds(now));
  }

  private static Optional<Instant> instant(@Nullable Object millis) {
    return Optional.ofNullable(millis).map(it -> Instant.ofEpochMilli(((Number) it).longValue()));
  }

  @Override
  public void put(UserId person, Quiet quiet) {
    database.write(
        sql ->
            sql.execute(
                "insert into quiet_person (team, member, ends_at) values (?, ?, ?)"
                    + " on conflict (team, member) do update set ends_at = excluded.ends_at",
                person.team(),
                person.user(),
                quiet.until().map(Instant::toEpochMilli).orElse(null)));
  }

  @Override
  public void remove(UserId person) {
    database.write(
        sql ->
            sql.execute(
                "delete from quiet_person where team = ? and member = ?",
                person.team(),
                person.user()));
  }
}
