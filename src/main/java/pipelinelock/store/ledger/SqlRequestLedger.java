package pipelinelock.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.store.database.Database;

/** The request ledger in a SQL table. */
public final class SqlRequestLedger implements RequestLedger {
  /** Slack delivers an event again for an hour; a signature is fresh for 5 minutes only. */
  private static final Duration KEPT = Duration.ofMinutes(70);

  /** Old ones do no harm: they go now and then, not at each request. */
  private static final Duration TIDIED = Duration.ofMinutes(1);

  private final Database database;
  private final AtomicReference<Instant> tidied = new AtomicReference<>(Instant.EPOCH);

  public SqlRequestLedger(Database database) {
    this.database = database;
  }

  @Override
  public boolean isNew(String mark, Instant now) {
    return newOf(Set.of(mark), now).contains(mark);
  }

  @Override
  public Set<String> newOf(Set<String> marks, Instant now) {
    // In one order on every node: two transactions never wait for each other.
    var sorted = marks.stream().sorted().toList();
    return database.write(
        sql -> {
          tidy(sql, now);
          return insert(sql, sorted, now);
        });
  }

  private void tidy(Handle sql, Instant now) {
    var last = tidied.get();
    if (now.isAfter(last.plus(TIDIED)) && tidied.compareAndSet(last, now)) {
      sql.execute("delete from request_seen where at < ?", now.minus(KEPT).toEpochMilli());
    }
  }

  private static Set<String> insert(Handle sql, List<String> marks, Instant now) {
    var batch =
        sql.prepareBatch(
            "insert into request_seen (signature, at) values (?, ?)"
                + " on conflict (signature) do nothing");
    marks.forEach(mark -> batch.bind(0, mark).bind(1, now.toEpochMilli()).add());
    var counts = batch.execute();
    var isNew = new HashSet<String>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        isNew.add(marks.get(i));
      }
    }
    return isNew;
  }
}
