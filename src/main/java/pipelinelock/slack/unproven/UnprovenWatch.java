package pipelinelock.slack.unproven;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.UnprovenSummary;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.watch.WatchTurns;

/**
 * Reports every incident whose record is not proved: once in its thread and once in the second
 * channel, and again when something else is wrong with it, or nothing any more. Whoever comes
 * across such a record wakes it, and it checks all open incidents itself.
 */
public final class UnprovenWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnprovenWatch.class);

  /** What the ledger has of an incident whose record holds again. */
  private static final String HOLDS = "holds";

  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Whoever changes a record again and again must not flood the channels. */
  private static final int LOOKS_BETWEEN_TWO = 10;

  private final Incidents incidents;
  private final WatchTurns turns;
  private final Places places;
  private final OncePoster teller;
  private final UnprovenCard card;
  private final Duration pause;
  private final Set<IncidentId> suspects = ConcurrentHashMap.newKeySet();
  private final Map<IncidentId, Long> toldAt = new ConcurrentHashMap<>();
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread =
      Thread.ofVirtual().name("unproven-incidents").unstarted(this::watch);
  private volatile boolean closed;

  /** Where it posts. */
  public record Slack(ChannelMessages messages, ThreadLedger ledger, Banner banner) {}

  /**
   * @param turns which node speaks for an environment
   * @param pause between two looks
   */
  public UnprovenWatch(
      Incidents incidents,
      WatchTurns turns,
      Places places,
      Slack slack,
      UnprovenCard card,
      Duration pause) {
    this.incidents = incidents;
    this.turns = turns;
    this.places = places;
    this.teller = new OncePoster(slack.messages(), slack.ledger(), slack.banner());
    this.card = card;
    this.pause = pause;
  }

  /** Looks from now on, on a thread of its own. */
  public void start() {
    incidents.onUnproven(this::suspect);
    thread.start();
  }

  private void suspect(IncidentId id) {
    if (suspects.add(id)) {
      signal.release();
    }
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        if (signal.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          signal.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      var all = new TreeSet<>(suspects);
      all.addAll(incidents.open());
      all.addAll(incidents.idsOpenForReview());
      all.forEach(this::look);
    } catch (RecordUnavailable e) {
      LOG.info("{}; whether all incidents hold is looked at again", e.getMessage());
    } catch (RuntimeException | Error e) { // else nobody would ever be told
      LOG.error("reporting unproven incidents failed unexpectedly; it is tried again", e);
    }
  }

  private void look(IncidentId id) {
    try {
      var remains = incidents.remains(id);
      if (remains.isPresent()) {
        suspects.add(id);
        tell(remains.get());
      } else if (holdsAgain(id)) {
        suspects.remove(id);
        toldAt.remove(id);
      }
    } catch (UnreadableRecord newer) {
      suspects.remove(id); // a node that understands it looks after it
    }
  }

  private void tell(UnprovenSummary remains) {
    tell(remains.id(), remains.environment(), digest(remains), card.of(remains));
  }

  /** Whether nothing is left to be posted about it. */
  private boolean holdsAgain(IncidentId id) {
    var environment = incidents.find(id).map(it -> it.environment());
    var open =
        places.of(id, environment).stream()
            .flatMap(place -> teller.last(id, place).stream())
            .anyMatch(last -> !last.digest().equals(HOLDS));
    return !open || tell(id, environment, HOLDS, UnprovenCard.again(id));
  }

  private boolean tell(
      IncidentId id, Optional<EnvironmentName> environment, String digest, Message message) {
    var news =
        places.of(id, environment).stream()
            .filter(
                it -> teller.last(id, it).filter(last -> last.digest().equals(digest)).isEmpty())
            .toList();
    if (news.isEmpty()) {
      return true;
    }
    if (isTooSoon(id) || !isOurTurn(environment)) {
      return false;
    }
    boolean all = true;
    for (var place : news) {
      all &= teller.tell(id, place, digest, message);
    }
    if (all) {
      toldAt.put(id, System.nanoTime());
      LOG.info("{}: Slack says whether its record holds", id);
    }
    return all;
  }

  private boolean isTooSoon(IncidentId id) {
    var last = toldAt.get(id);
    return last != null
        && System.nanoTime() - last < pause.multipliedBy(LOOKS_BETWEEN_TWO).toNanos();
  }

  /** If its environment is unknown, the node that watches the first environment reports it. */
  private boolean isOurTurn(Optional<EnvironmentName> environment) {
    return environment
        .or(() -> places.channels().keySet().stream().sorted().findFirst())
        .filter(turns::take)
        .isPresent();
  }

  /** Compares everything that is posted about it. */
  private static String digest(UnprovenSummary remains) {
    try {
      var text = remains.what() + "\n" + remains.environment() + "\n" + remains.after();
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lets a post that is under way finish. */
  @Override
  public void close() {
    closed = true;
    signal.release();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(GRACE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
