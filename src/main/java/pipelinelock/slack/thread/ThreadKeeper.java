package pipelinelock.slack.thread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.slack.thread.ThreadPublisher.Upkeep;

/**
 * Keeps one incident's thread up to date, one message at a time, each from the newest record:
 * several changes while it waits become one edit.
 */
final class ThreadKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadKeeper.class);

  /** A thread that nothing is known of is begun for what ended no longer ago. */
  private static final Duration RECENTLY = Duration.ofDays(7);

  /** Until this node asks again for a thread that another one keeps. */
  private static final Duration STANDBY = Duration.ofSeconds(1);

  private final IncidentId id;
  private final Incidents incidents;
  private final PostedParts told;
  private final Upkeep upkeep;
  private final PartDelivery delivery;
  private final RenderedThread rendered;
  private final Map<EnvironmentName, String> channels;
  private final Semaphore signal = new Semaphore(0);
  private final NextTurns retry = new NextTurns();
  private boolean lookFirst;
  private boolean began;
  private boolean over;
  private boolean lost;
  private int failures;

  /**
   * @param lookFirst whether parts may be in the thread that the ledger does not know
   */
  ThreadKeeper(
      IncidentId id,
      boolean lookFirst,
      Incidents incidents,
      ThreadLedger ledger,
      Upkeep upkeep,
      Map<EnvironmentName, String> channels) {
    this.id = id;
    this.lookFirst = lookFirst;
    this.incidents = incidents;
    this.told = new PostedParts(id, ledger, upkeep.cards());
    this.upkeep = upkeep;
    this.delivery = new PartDelivery(id, upkeep, told);
    this.rendered = new RenderedThread(upkeep.thread(), upkeep.banner());
    this.channels = channels;
  }

  IncidentId id() {
    return id;
  }

  void wake() {
    signal.release();
  }

  boolean isAwake() {
    return signal.availablePermits() > 0;
  }

  /** Whether the incident had ended when it was looked at last. */
  boolean isOver() {
    return over;
  }

  /** Waits for a change, or so long. */
  void await(Optional<Duration> atMost) throws InterruptedException {
    if (atMost.isEmpty()) {
      signal.acquire();
    } else if (!signal.tryAcquire(atMost.get().toNanos(), TimeUnit.NANOSECONDS)) {
      return;
    }
    signal.drainPermits();
  }

  /**
   * Does the next thing that the thread lacks.
   *
   * @return how long to wait before calling again; empty when the thread is complete
   */
  Optional<Duration> advance() {
    var pause = retry.until("retry");
    if (!pause.isZero()) {
      return Optional.of(pause);
    }
    try {
      return takes() ? complete() : Optional.of(standBy());
    } catch (RecordUnavailable e) {
      LOG.info("{}: {}; its thread waits", id, e.getMessage());
      lookFirst = true; // what was sent just now may be missing in the ledger
      return failed();
    } catch (UnprovenRecord e) {
      return failed(); // UnprovenWatch reports it
    } catch (UnreadableRecord e) {
      LOG.error("{}: {}; this node does not update its thread", id, e.getMessage());
      return failed();
    } catch (RuntimeException | Error e) {
      LOG.error("{}: updating its thread failed unexpectedly; it is tried again", id, e);
      lookFirst = true;
      return failed();
    }
  }

  /** What this version cannot read it leaves to a node that can. */
  private boolean takes() {
    if (!upkeep.leases().holds(id)) {
      var _ = incidents.events(id);
    }
    if (!upkeep.leases().take(id)) {
      return false;
    }
    if (!began) {
      // The previous node may have posted something that it could not save.
      lookFirst |= upkeep.leases().isInDoubt(id);
      began = true;
    }
    return true;
  }

  /** Another node maintains the thread; this one does not know what that one posts. */
  private Duration standBy() {
    lookFirst = true;
    upkeep.threadWatch().leftToOthers(id);
    return STANDBY;
  }

  private Optional<Duration> complete() {
    var events = incidents.events(id);
    if (events.isEmpty()) {
      over = true; // it was archived, and its thread stays as it is
      return Optional.empty();
    }
    var incident = Incident.of(events);
    var known = told.known();
    over = !incident.isOpen();
    boolean settled = over && !BreakGlassRules.isOpenForReview(incident);
    if (settled && known.isEmpty() && incidents.isOverFor(RECENTLY, incident)) {
      return Optional.empty(); // told elsewhere, before an import; or nobody asks any more
    }
    var channel = channel(incident, known);
    if (channel.isEmpty()) {
      LOG.warn("{}: {} has no incident channel, so it has no thread", id, incident.environment());
      return Optional.empty();
    }
    var parts = new ArrayList<>(rendered.parts(incident, events, PostedParts.isAnew(known)));
    parts.addAll(directs(incident, events, known, channel.get()));
    if (lost) {
      told.beginAnew(channel.get(), parts);
      lost = false;
      return Optional.of(Duration.ZERO);
    }
    boolean missing = parts.stream().anyMatch(part -> !known.containsKey(part.name()));
    if (lookFirst && missing) {
      return look(channel.get(), known, parts);
    }
    return delivery
        .next(MissingPart.of(parts, known(known, parts), channel.get()))
        .map(lack -> fill(lack, Optional.ofNullable(known.get(Part.ROOT)), incident))
        .or(() -> upkeep.thread().nextChange(incident, events));
  }

  /** To people alone: after the thread asks them, unless Slack does not take that. */
  private List<Part> directs(
      Incident incident, List<Recorded> events, Map<String, Posted> known, String channel) {
    boolean mayBegin = known.containsKey(Part.REQUEST) || delivery.isThreadRefused();
    return upkeep
        .directs()
        .of(incident, events, known, new ThreadRef(channel, PostedParts.link(known)), mayBegin)
        .stream()
        .map(part -> part.with(upkeep.banner().on(part.message())))
        .toList();
  }

  /** A card of which no version is known, as from an earlier build, counts as changed. */
  private Map<String, Posted> known(Map<String, Posted> known, List<Part> parts) {
    var now = new HashMap<>(known);
    parts.stream()
        .filter(part -> known.containsKey(part.name()) && !told.isKnown(part))
        .forEach(part -> now.computeIfPresent(part.name(), (_, it) -> it.withUnknownContent()));
    return now;
  }

  private Optional<String> channel(Incident incident, Map<String, Posted> known) {
    return Optional.ofNullable(known.get(Part.ROOT))
        .map(Posted::channel)
        .or(() -> Optional.ofNullable(channels.get(incident.environment())));
  }

  private Duration fill(MissingPart lack, Optional<Posted> root, Incident incident) {
    var wait = delivery.wait(lack);
    if (!wait.isZero()) {
      return wait;
    }
    if (!delivery.takesTurn(lack)) {
      return Duration.ofMillis(1); // another incident in the same channel was faster
    }
    if (!upkeep.leases().holds(id)) {
      return standBy();
    }
    return switch (delivery.send(lack, root.map(Posted::ts), incident)) {
      case PartDelivery.Result.Filled _ -> {
        failures = 0;
        yield Duration.ZERO;
      }
      case PartDelivery.Result.Later(var pause) -> pause;
      case PartDelivery.Result.InDoubt _ -> {
        lookFirst = true;
        yield failed().orElseThrow();
      }
      case PartDelivery.Result.ThreadLost _ -> {
        lost = true;
        yield Duration.ZERO;
      }
    };
  }

  private Optional<Duration> failed() {
    failures++;
    var pause = upkeep.tempo().retry(failures);
    retry.hold("retry", pause);
    return Optional.of(pause);
  }

  /** Takes over what the thread already shows, and the other channels. */
  private Optional<Duration> look(String channel, Map<String, Posted> known, List<Part> parts) {
    return switch (upkeep.search().adopt(id, channel, known, parts)) {
      case ThreadSearch.Result.Complete _ -> {
        lookFirst = false;
        yield Optional.of(Duration.ZERO);
      }
      case ThreadSearch.Result.OnlyRoot _ -> Optional.of(Duration.ZERO); // its replies come next
      case ThreadSearch.Result.NotNow(Sent.Refused(var error)) -> {
        LOG.warn(
            "{}: Slack does not let the bot read its thread: {}; a message may come twice",
            id,
            error);
        lookFirst = false;
        yield Optional.of(Duration.ZERO);
      }
      case ThreadSearch.Result.NotNow(Sent.Slower(var pause)) -> {
        retry.hold("retry", pause);
        yield Optional.of(pause);
      }
      case ThreadSearch.Result.NotNow _ -> failed();
    };
  }
}
