package pipelinelock.store.ledger;

import pipelinelock.environment.UserId;
import pipelinelock.incident.ledger.UsedBefore;
import pipelinelock.store.database.Database;

/** Who has used the bot, in a SQL table. */
public final class SqlUsedBefore implements UsedBefore {
  private final Database database;

  public SqlUsedBefore(Database database) {
    this.database = database;
  }

  @Override
  public boolean has(UserId person) {
    return database
        .read(
            sql ->
                sql.createQuery("select 1 from used_before where team = :team and member = :member")
                    .bind("team", person.team())
                    .bind("member", person.user())
                    .mapTo(Integer.class)
                    .findFirst())
        .isPresent();
  }

  @Override
  public void note(UserId person) {
    database.write(
        sql ->
            sql.execute(
                "insert into used_before (team, member) values (?, ?)"
                    + " on conflict (team, member) do nothing",
                person.team(),
                person.user()));
  }
}
