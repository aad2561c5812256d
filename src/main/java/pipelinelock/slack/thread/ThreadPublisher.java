package pipelinelock.slack.thread;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.slack.message.Banner;

/**
 * Keeps the thread of every open incident as the record says it should be. It only reads the
 * record: whatever Slack does, the incident goes on, and the thread catches up when it can.
 */
public final class ThreadPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadPublisher.class);

  /** How many of an environment's newest incidents are looked at after a start. */
  private static final int LOOK_BACK = 10;

  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Incidents incidents;
  private final ThreadLedger ledger;
  private final Upkeep upkeep;
  private final Map<EnvironmentName, String> channels;
  private final Map<IncidentId, ThreadKeeper> keepers = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("thread-of-incident-", 0).factory());
  private volatile boolean closed;

  /** What all keepers share. */
  record Upkeep(
      IncidentThread thread,
      DirectParts directs,
      SlackPosts posts,
      ThreadSearch search,
      Banner banner,
      PostingLimits tempo,
      NextTurns pace,
      IncidentLeases leases,
      ShownCards cards,
      ThreadWatch threadWatch) {}

  /**
   * @param channels the incident channel of each environment
   * @param directs the messages that people get alone
   * @param leases whose threads this node may post
   * @param cards what its messages with buttons ever showed
   * @param threadWatch is notified where Slack takes no message
   */
  public ThreadPublisher(
      Incidents incidents,
      ThreadLedger ledger,
      Map<EnvironmentName, String> channels,
      IncidentThread thread,
      DirectParts directs,
      SlackPosts posts,
      Banner banner,
      PostingLimits tempo,
      IncidentLeases leases,
      ShownCards cards,
      ThreadWatch threadWatch) {
    this.incidents = incidents;
    this.ledger = ledger;
    this.channels = Map.copyOf(channels);
    this.upkeep =
        new Upkeep(
            thread,
            directs,
            posts,
            new ThreadSearch(posts, ledger),
            banner,
            tempo,
            new NextTurns(),
            leases,
            cards,
            threadWatch);
  }

  /** Follows every change from now on, and completes what an earlier run left incomplete. */
  public void start() {
    incidents.onChange(id -> keep(id, false));
    incidents.open().forEach(id -> keep(id, true));
    incidents.idsOpenForReview().forEach(id -> keep(id, true));
    channels.keySet().forEach(this::lookBack);
  }

  private void lookBack(EnvironmentName environment) {
    try {
      incidents.newest(environment, LOOK_BACK).stream()
          .filter(incident -> !incident.isOpen() && !isComplete(incident))
          .forEach(incident -> keep(incident.id(), true));
    } catch (UnreadableRecord e) {
      LOG.error("{}: {}; its earlier threads stay as they are", environment, e.getMessage());
    }
  }

  /** The end is posted last, except for a review, which may come much later. */
  private boolean isComplete(Incident incident) {
    var known = new PostedParts(incident.id(), ledger, upkeep.cards()).known();
    return incident.breakGlass().isEmpty()
        && known.containsKey(Part.END)
        && PostedParts.areDirectsLast(known);
  }

  private void keep(IncidentId id, boolean lookFirst) {
    keepers.compute(
        id,
        (_, keeper) -> {
          if (keeper != null || closed) {
            return keeper;
          }
          var fresh = new ThreadKeeper(id, lookFirst, incidents, ledger, upkeep, channels);
          threads.execute(() -> run(fresh));
          return fresh;
        });
    var keeper = keepers.get(id);
    if (keeper != null) {
      keeper.wake();
    }
  }

  private void run(ThreadKeeper keeper) {
    try {
      while (!closed) {
        var next = keeper.advance();
        if (next.isEmpty() && retires(keeper)) {
          release(keeper.id());
          return;
        }
        keeper.await(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release(IncidentId id) {
    try {
      upkeep.leases().release(id);
    } catch (RecordUnavailable e) {
      // nobody needs it any more; it goes with this node
    }
  }

  private boolean retires(ThreadKeeper keeper) {
    return keeper.isOver()
        && keepers.computeIfPresent(keeper.id(), (_, it) -> it.isAwake() ? it : null) == null;
  }

  /** Lets sends that are under way come to their end. */
  @Override
  public void close() {
    closed = true;
    keepers.values().forEach(ThreadKeeper::wake);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
