package pipelinelock.store;

import java.time.InstantSource;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.QuietPeople;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.UsedBefore;
import pipelinelock.incident.proof.SeenFacts;
import pipelinelock.runbook.twin.HeldThings;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlHeldThings;
import pipelinelock.store.ledger.SqlMutes;
import pipelinelock.store.ledger.SqlQuietPeople;
import pipelinelock.store.ledger.SqlRequestLedger;
import pipelinelock.store.ledger.SqlSeenFacts;
import pipelinelock.store.ledger.SqlThreadLedger;
import pipelinelock.store.ledger.SqlUsedBefore;
import pipelinelock.store.ledger.SqlWatchLedger;
import pipelinelock.store.node.Membership;
import pipelinelock.watch.Mutes;
import pipelinelock.watch.WatchLedger;
import pipelinelock.watch.WatchTurns;

/** Everything that a bot keeps in one database, alone or with other nodes. */
public final class Stores {
  private final Database database;
  private final Membership membership;
  private final IncidentRecord record;
  private final IncidentLeases leases;
  private final WatchTurns turns;
  private final InstantSource clock;

  /**
   * @param membership how the database is shared with other processes
   */
  public Stores(Database database, Membership membership, InstantSource clock) {
    this.database = database;
    this.membership = membership;
    this.clock = clock;
    record = new SqlIncidentRecord(database, clock);
    leases = membership.leases();
    turns = membership.turns();
  }

  public Database database() {
    return database;
  }

  public Membership membership() {
    return membership;
  }

  public IncidentRecord record() {
    return record;
  }

  public IncidentLeases leases() {
    return leases;
  }

  public WatchTurns turns() {
    return turns;
  }

  public RecordUpkeep upkeep() {
    return new RecordUpkeep(database, clock);
  }

  public HeldThings heldThings() {
    return new SqlHeldThings(database);
  }

  public FreezeRecord freezes() {
    return new SqlFreezes(database, clock);
  }

  public ThreadLedger threads() {
    return new SqlThreadLedger(database);
  }

  public WatchLedger watched() {
    return new SqlWatchLedger(database);
  }

  public Mutes mutes() {
    return new SqlMutes(database);
  }

  public SeenFacts facts() {
    return new SqlSeenFacts(database);
  }

  public QuietPeople quiet() {
    return new SqlQuietPeople(database);
  }

  public UsedBefore usedBefore() {
    return new SqlUsedBefore(database);
  }

  public RequestLedger requests() {
    return new SqlRequestLedger(database);
  }
}
