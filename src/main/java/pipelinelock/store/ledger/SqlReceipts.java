package pipelinelock.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.audit.witness.WitnessReceipt;
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
    database.write(sql -> insert(sql, new WitnessReceipt(hearer, number, clock.instant(), proof)));
  }

  /** Adds one, where there is none of that hearer and number; says how many were added. */
  public static int insert(Handle sql, WitnessReceipt it) {
    return sql.execute(
        "insert into receipt (hearer, number, at, proof) values (?, ?, ?, ?)"
            + " on conflict (hearer, number) do nothing",
        it.hearer(),
        it.number(),
        it.at().toEpochMilli(),
        it.proof());
  }

  /** All, in the order of their checkpoints. */
  public static List<WitnessReceipt> all(Handle sql) {
    return EventRows.isTable(sql, "receipt") // not in a record of an earlier version
        ? sql.createQuery("select * from receipt order by number, hearer")
            .map((row, _) -> of(row))
            .list()
        : List.of();
  }

  private static WitnessReceipt of(ResultSet row) throws SQLException {
    return new WitnessReceipt(
        row.getString("hearer"),
        row.getLong("number"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("proof"));
  }

  @Override
  public Optional<WitnessReceipt> newest(String hearer) {
    return database.read(
        sql ->
            EventRows.isTable(sql, "receipt") // not in a record of an earlier version
                ? sql.createQuery(
                        "select * from receipt where hearer = :it order by number desc limit 1")
                    .bind("it", hearer)
                    .map((row, _) -> of(row))
                    .findFirst()
                : Optional.empty());
  }
}
