package pipelinelock.store.node;

import java.util.function.Consumer;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.store.database.Database;
import pipelinelock.store.file.SoleNode;
import pipelinelock.watch.WatchTurns;

/** How this process shares the record: not at all, or as one of several nodes. */
public sealed interface Membership extends AutoCloseable {
  /** The only bot on a record file. */
  record Sole(SoleNode right, Database database) implements Membership {
    @Override
    public IncidentLeases leases() {
      return new SoleLeases(right, database);
    }

    @Override
    public WatchTurns turns() {
      return WatchTurns.SOLE;
    }

    @Override
    public void join(Consumer<IncidentId> changed) {
      // there is nobody
    }

    @Override
    public void close() {
      right.close();
    }
  }

  /** A node on a database server. */
  record Shared(PeerNodes companions) implements Membership {
    @Override
    public IncidentLeases leases() {
      return companions.leases();
    }

    @Override
    public WatchTurns turns() {
      return companions.turns();
    }

    @Override
    public void join(Consumer<IncidentId> changed) {
      companions.start(changed);
    }

    @Override
    public void close() {
      companions.close();
    }
  }

  /** Of the only bot on a file. */
  static Membership sole(SoleNode right, Database database) {
    return new Sole(right, database);
  }

  static Membership shared(Database database, Heartbeat heartbeat) {
    return new Shared(new PeerNodes(database, heartbeat));
  }

  /** Which incidents this process works on. */
  IncidentLeases leases();

  /** Which environments it watches. */
  WatchTurns turns();

  /**
   * Begins.
   *
   * @param changed receives what other nodes record; must be quick
   */
  void join(Consumer<IncidentId> changed);

  /** Hands over: to be called when nothing of this process acts any more. */
  @Override
  void close();
}
