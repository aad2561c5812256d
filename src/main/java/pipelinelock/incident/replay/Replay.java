package pipelinelock.incident.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;

/**
 * Decides an incident's whole record again: each event must be one that the rules allow in its
 * state and at its time. The hashes prove that nothing was changed since it was written; this
 * proves that it can have happened. Pure.
 *
 * <p>Some things cannot be asked again: nobody records who was in a Slack group then, or what
 * Concourse and BOSH said. For these the replay trusts the record.
 */
public sealed interface Replay {
  /** All of it holds. */
  record Sound(Incident incident) implements Replay {}

  /**
   * It does not hold, and from here on nothing that it says may be acted on.
   *
   * @param sequence of the first event that cannot have come about
   * @param why a clause that follows "event 3"
   */
  record Broken(long sequence, String why) implements Replay {}

  /**
   * Replays one incident.
   *
   * @param events all of one incident, in the order of their sequence; at least one
   */
  static Replay of(List<Recorded> events) {
    var replaying = new Replaying();
    for (var next : events) {
      var broken = replaying.next(next);
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    return new Sound(replaying.incident().orElseThrow());
  }

  /** Why no incident can begin with this event; empty where it can. */
  static Optional<String> cannotBegin(Recorded first) {
    if (first.sequence() != 1) {
      return Optional.of("is the first event, but not number 1");
    }
    return first.event() instanceof Requested request
        ? follows(first.incident(), request).or(() -> ReplayedDecision.cannotBeRequested(request))
        : Optional.of("is not a request, but an incident starts with one");
  }

  private static Optional<String> follows(IncidentId id, Requested request) {
    return request
        .after()
        .filter(before -> before.compareTo(id) >= 0)
        .map(before -> "continues %s, which is not an earlier incident".formatted(before));
  }

  /** Why this event cannot have followed in that state; empty where it can. */
  static Optional<String> problem(Incident before, Recorded next) {
    if (!next.incident().equals(before.id()) || next.sequence() != before.sequence() + 1) {
      return Optional.of("does not follow event %d".formatted(before.sequence()));
    }
    return goesBack(before.recordedAt(), next.at()).or(() -> forbidden(before, next));
  }

  private static Optional<String> goesBack(Instant before, Instant at) {
    return at.isBefore(before)
        ? Optional.of("is dated %s, before the event that it follows (%s)".formatted(at, before))
        : Optional.empty();
  }

  private static Optional<String> forbidden(Incident before, Recorded next) {
    return switch (next.event()) {
      case Requested _ -> Optional.of("is a second request");
      case IncidentEvent.Approved _,
          IncidentEvent.Revoked _,
          IncidentEvent.Reminded _,
          IncidentEvent.GlassBroken _,
          IncidentEvent.ReviewReminded _,
          IncidentEvent.Reviewed _,
          IncidentEvent.Rejected _,
          IncidentEvent.Withdrawn _,
          IncidentEvent.Expired _,
          IncidentEvent.Lapsed _,
          IncidentEvent.Started _,
          IncidentEvent.NoteAdded _,
          IncidentEvent.CancelAsked _,
          IncidentEvent.CardChanged _ ->
          new ReplayedDecision(before, next.at()).problem(next.event());
      case IncidentEvent.StepIntended _,
          IncidentEvent.AnswerLost _,
          IncidentEvent.TaskAccepted _,
          IncidentEvent.TaskSaid _,
          IncidentEvent.TaskEnded _,
          IncidentEvent.StepEnded _,
          IncidentEvent.Noted _,
          IncidentEvent.Ended _ ->
          new ReplayedAct(before).problem(next.event());
    };
  }
}
