package pipelinelock.store.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import pipelinelock.audit.witness.Receipt;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;

/** The receipts in a SQL table. */
public final class SqlReceipts implements Receipts {
  private final Database database;
  private final InstantSource clock;

  public SqlReceipts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void add(String hearer, long number, String proof) {
    database.write(
        sql ->
            sql.execute(
                "insert into receipt (hearer, number, at, proof) values (?, ?, ?, ?)"
                    + " on conflict (hearer, number) do nothing",
                hearer,
                number,
                clock.instant().toEpochMilli(),
                proof));
  }

  @Override
  public Optional<Receipt> newest(String hearer) {
    return database.read(
        sql ->
            EventRows.isTable(sql, "receipt") // not in a record of an earlier version
                ? sql.createQuery(
                        "select * from receipt where hearer = :it order by number desc limit 1")
                    .bind("it", hearer)
                    .map(
                        (row, _) ->
                            new Receipt(
                                row.getString("hearer"),
                                row.getLong("number"),
                                Instant.ofEpochMilli(row.getLong("at")),
                                row.getString("proof")))
                    .findFirst()
                : Optional.empty());
  }
}
