package pipelinelock.store.node;

import com.google.common.base.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.store.database.Database;
import pipelinelock.watch.WatchTurns;

/**
 * This node among others on one record: sends its heartbeat, notices nodes that have stopped, and
 * learns what the others recorded.
 */
public final class PeerNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerNodes.class);

  private final Database database;
  private final Heartbeat heartbeat;
  private final SqlLeases leases;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("companions").factory());
  private final Map<IncidentId, Long> heads = new HashMap<>();
  private boolean silent;

  public PeerNodes(Database database, Heartbeat heartbeat) {
    this.database = database;
    this.heartbeat = heartbeat;
    this.leases = new SqlLeases(database, name(), Ticker.systemTicker(), heartbeat);
  }

  /** Shows people which process it is, and no other process ever has it. */
  private static String name() {
    return "%s/%d/%s".formatted(host(), ProcessHandle.current().pid(), UUID.randomUUID());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }

  public IncidentLeases leases() {
    return leases;
  }

  WatchTurns turns() {
    return leases;
  }

  /**
   * Joins the others.
   *
   * @param changed receives every incident that is open or waits for its review, and of each that
   *     changes; must be quick
   */
  public void start(Consumer<IncidentId> changed) {
    leases.beat();
    var _ =
        thread.scheduleWithFixedDelay(
            () -> quietly(leases::beat), 0, heartbeat.beat().toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        thread.scheduleWithFixedDelay(
            () -> quietly(() -> look(changed)),
            0,
            heartbeat.look().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void look(Consumer<IncidentId> changed) {
    var now = heads();
    now.forEach(
        (id, head) -> {
          if (!head.equals(heads.put(id, head))) {
            changed.accept(id);
          }
        });
    heads.keySet().retainAll(now.keySet());
  }

  /** The newest event of each incident that somebody has to work on. */
  private Map<IncidentId, Long> heads() {
    return database.read(
        sql ->
            sql.createQuery(
                    "select incident, max(sequence) as head from incident_event where incident in"
                        + " (select incident from open_incident"
                        + " union select incident from open_review"
                        + " union select incident from lease where node <> '')"
                        + " group by incident")
                .reduceRows(
                    new HashMap<>(),
                    (all, row) -> {
                      all.put(
                          new IncidentId(row.getColumn("incident", Long.class)),
                          row.getColumn("head", Long.class));
                      return all;
                    }));
  }

  private void quietly(Runnable work) {
    try {
      work.run();
      if (silent) {
        LOG.info("the record answers again");
      }
      silent = false;
    } catch (RecordUnavailable e) {
      if (!silent) {
        LOG.warn("{}; this node waits", e.getMessage());
      }
      silent = true;
    } catch (RuntimeException | Error e) { // else it would never be run again
      LOG.error("a bug in watching the other nodes; trying again", e);
    }
  }

  /** Hands over: to be called when nothing of this node acts any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    quietly(leases::leave);
  }
}
