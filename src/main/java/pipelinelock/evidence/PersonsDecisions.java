package pipelinelock.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;

/** Finds the decisions that people made in an incident's events. */
final class PersonsDecisions {
  private PersonsDecisions() {}

  static List<PersonsDecision> in(List<Recorded> events) {
    var found = new ArrayList<PersonsDecision>();
    for (var it : events) {
      switch (it.event()) {
        case IncidentEvent.Approved yes ->
            found.add(
                new PersonsDecision(
                    it.sequence(),
                    it.at(),
                    yes.by(),
                    "approved",
                    Optional.empty(),
                    yes.panels().stream()
                        .sorted()
                        .map(list -> list.name().toLowerCase(Locale.ROOT))
                        .toList(),
                    yes.confirmed().isPresent(),
                    yes.proof(),
                    takenBack(yes.by(), it.sequence(), events)));
        case IncidentEvent.Rejected(var by, var why, var proof) ->
            found.add(
                new PersonsDecision(
                    it.sequence(),
                    it.at(),
                    by,
                    "rejected",
                    Optional.of(why),
                    List.of(),
                    false,
                    proof,
                    Optional.empty()));
        case IncidentEvent.GlassBroken(var by, var why, var proof) ->
            found.add(
                new PersonsDecision(
                    it.sequence(),
                    it.at(),
                    by,
                    "used break-glass",
                    Optional.of(why),
                    List.of(),
                    false,
                    proof,
                    Optional.empty()));
        default -> {}
      }
    }
    return found;
  }

  private static Optional<Instant> takenBack(UserId by, long after, List<Recorded> events) {
    return events.stream()
        .filter(it -> it.sequence() > after)
        .filter(it -> it.event().equals(new IncidentEvent.Revoked(by)))
        .map(Recorded::at)
        .findFirst();
  }
}
