package pipelinelock.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.incident.UnprovenSummary;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.replay.Replaying;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;
import pipelinelock.store.event.UnreadableEvent;

/**
 * Proves one incident's record before anybody acts on it: its hashes match, each event is stored in
 * its canonical form, and the rules allow what happened.
 */
public record RecordProof(List<Recorded> events, Incident incident) {
  public RecordProof {
    events = List.copyOf(events);
  }

  /**
   * Proves it.
   *
   * @param links all that is stored of it, in the order of their sequence
   * @return empty where nothing is, or no more than that it was archived
   * @throws UnprovenRecord when it does not hold
   * @throws UnreadableEvent when this version does not understand an event of it
   */
  static Optional<RecordProof> of(IncidentId id, List<Link> links) {
    if (links.isEmpty() || (links.size() == 1 && Tombstone.is(links.getFirst()))) {
      return Optional.empty();
    }
    var broken = HashChain.firstBreak(links);
    if (broken.isPresent()) {
      throw new UnprovenRecord(id, unfit(links, broken.getAsLong()));
    }
    if (links.stream().anyMatch(Tombstone::is)) {
      throw new UnprovenRecord(id, "it is marked as archived, but its events are still here");
    }
    var events = links.stream().map(RecordProof::recorded).toList();
    return switch (Replay.of(events)) {
      case Replay.Sound(var incident) -> Optional.of(new RecordProof(events, incident));
      case Replay.Broken(var sequence, var why) ->
          throw new UnprovenRecord(id, "%s %s".formatted(named(links, sequence), why));
    };
  }

  /** This one, and what follows it; empty where not all of that holds. */
  Optional<RecordProof> with(List<Link> next) {
    if (next.isEmpty()) {
      return Optional.of(this);
    }
    var all = new ArrayList<>(events);
    try {
      for (var link : next) {
        var last = all.getLast();
        if (!HashChain.follows(last.hash(), last.sequence() + 1, link)) {
          return Optional.empty();
        }
        all.add(recorded(link));
      }
    } catch (UnreadableRecord here) {
      return Optional.empty();
    }
    // The rules may look far back, so the whole is decided again.
    return Replay.of(all) instanceof Replay.Sound(var after)
        ? Optional.of(new RecordProof(all, after))
        : Optional.empty();
  }

  private static String unfit(List<Link> links, long sequence) {
    return links.stream().anyMatch(it -> it.entry().sequence() == sequence)
        ? named(links, sequence) + " does not fit its hash, so it or one before it was changed"
        : "event %d is missing".formatted(sequence);
  }

  /** By number and kind. */
  private static String named(List<Link> links, long sequence) {
    return links.stream()
        .map(Link::entry)
        .filter(it -> it.sequence() == sequence)
        .findFirst()
        .map(it -> "event %d (%s)".formatted(sequence, it.type()))
        .orElse("event " + sequence);
  }

  /**
   * What is left to read where it does not hold; empty where it does.
   *
   * @param environment what the database says of it
   * @throws UnreadableEvent as {@link #of} does
   */
  static Optional<UnprovenSummary> remains(
      IncidentId id, List<Link> links, Optional<EnvironmentName> environment) {
    try {
      var _ = of(id, links);
      return Optional.empty();
    } catch (UnprovenRecord unproven) {
      var sound = sound(links);
      long last = sound.map(Incident::sequence).orElse(0L);
      return Optional.of(
          new UnprovenSummary(
              id,
              unproven.what(),
              sound.map(Incident::environment).or(() -> environment),
              sound,
              links.stream()
                  .map(Link::entry)
                  .filter(it -> it.sequence() > last)
                  .map(it -> it.sequence() + " " + it.type())
                  .toList()));
    }
  }

  /** The state after the last event that holds. */
  private static Optional<Incident> sound(List<Link> links) {
    var broken = HashChain.firstBreak(links);
    var replaying = new Replaying();
    try {
      for (var link : links) {
        boolean fits = broken.isEmpty() || link.entry().sequence() < broken.getAsLong();
        if (!fits || replaying.next(recorded(link)).isPresent()) {
          break;
        }
      }
    } catch (UnreadableRecord here) {
      // what comes before it holds
    }
    return replaying.incident();
  }

  private static Recorded recorded(Link link) {
    var recorded = EventRows.recorded(link);
    var type = EventJson.type(recorded.event());
    if (!type.equals(link.entry().type())) {
      throw new UnprovenRecord(recorded.incident(), misnamed(link, type));
    }
    return recorded;
  }

  /** The two are under the hash, and readers of the database may go by either. */
  public static String misnamed(Link link, String type) {
    return "event %d is stored as '%s', but is '%s'"
        .formatted(link.entry().sequence(), link.entry().type(), type);
  }
}
