package pipelinelock.store.ledger;

import java.time.Duration;
import java.time.Instant;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.store.database.Database;

/** The request ledger in a SQL table. */
public final class SqlRequestLedger implements RequestLedger {
  /** Slack delivers an event again for an hour; a signature is fresh for 5 minutes only. */
  private static final Duration KEPT = Duration.ofMinutes(70);

  private final Database database;

  public SqlRequestLedger(Database database) {
    this.database = database;
  }

  @Override
  public boolean isNew(String signature, Instant now) {
    return database.write(
        sql -> {
          sql.execute("delete from request_seen where at < ?", now.minus(KEPT).toEpochMilli());
          return sql.execute(
                  "insert into request_seen (signature, at) values (?, ?)"
                      + " on conflict (signature) do nothing",
                  signature,
                  now.toEpochMilli())
              == 1;
        });
  }
}
