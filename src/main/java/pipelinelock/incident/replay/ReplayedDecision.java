package pipelinelock.incident.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.CardRules;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Proofs;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.rules.BlindRules;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;

/**
 * Asks the rules again about what people, or the passing of time, decided. A person's groups at
 * that time are not on record, so it is enough if the rules allow the decision under some
 * membership.
 *
 * @param before the state before the event
 * @param at when it was recorded
 */
record ReplayedDecision(Incident before, Instant at) {
  /** Why these rules cannot have let this request begin; empty where they can. */
  static Optional<String> cannotBeRequested(Requested request) {
    var policy = request.policy();
    if (request.reason().length() < policy.request().minimumReason()
        || !policy.request().hasReference(request.reason())) {
      return Optional.of("has a reason that its own policy refuses");
    }
    if (!policy.request().options().containsAll(request.plan().options())) {
      return Optional.of("uses an option that its own policy refuses");
    }
    return BlindRules.problem(request.plan(), policy).map(why -> "is blind, and " + why);
  }

  /** Why the rules cannot have allowed this event; empty where they can. */
  Optional<String> problem(IncidentEvent event) {
    return switch (event) {
      case Approved it ->
          byAnyOf(
              it.by(),
              Proofs.none(it),
              person ->
                  IncidentRules.approve(
                      before, person, it.confirmed().map(_ -> environment()), at));
      case CardChanged it -> byRule(it, CardRules.changed(before, it));
      case Revoked it -> byRule(it, IncidentRules.revoke(before, it.by()));
      case Rejected it ->
          byAnyOf(
              it.by(),
              Proofs.none(it),
              person -> IncidentRules.reject(before, person, it.reason(), at));
      case Withdrawn it -> byAnyOf(it.by(), it, person -> IncidentRules.cancel(before, person));
      case CancelAsked it -> byAnyOf(it.by(), it, person -> IncidentRules.cancel(before, person));
      case GlassBroken it ->
          byAnyOf(
              it.by(),
              Proofs.none(it),
              person ->
                  BreakGlassRules.breakGlass(
                      before, person, Optional.of(environment()), it.reason(), at));
      case Reviewed it ->
          byAnyOf(it.by(), it, person -> BreakGlassRules.review(before, person, it.finding()));
      case NoteAdded it ->
          byAnyOf(it.by(), it, person -> IncidentRules.note(before, person, it, at));
      case Reminded _, Expired _, ReviewReminded _ ->
          IncidentRules.timePasses(before, at).contains(event)
              ? Optional.empty()
              : Optional.of("was not due at that time");
      case Lapsed it -> lapsedForNothing(it);
      case Started it -> startedTooSoon(it);
      default -> throw new IllegalArgumentException(event + " is not a decision");
    };
  }

  private Optional<String> lapsedForNothing(Lapsed event) {
    return switch (before.phase()) {
      case Phase.Approved _ -> Optional.empty();
      case Phase.AwaitingApproval _ ->
          event.changes().isEmpty()
              ? Optional.of("lapses a waiting request without naming a change")
              : Optional.empty();
      case Phase.Running _, Phase.Closed _ ->
          Optional.of("lapses an incident that waits for neither approval nor its start");
    };
  }

  private Optional<String> startedTooSoon(Started event) {
    if (!(before.phase() instanceof Phase.Approved(var approvedAt))) {
      return Optional.of("starts an incident that was not approved");
    }
    if (before.breakGlass().isEmpty() && before.missingApprovals() > 0) {
      return Optional.of("starts with fewer approvals than the policy requires");
    }
    if (at.isAfter(IncidentRules.latestStart(before, approvedAt))) {
      return Optional.of("starts after the approval had expired");
    }
    var then = before.request().evidence();
    var now = event.evidence();
    return then.state().equals(now.state()) && then.fingerprint().equals(now.fingerprint())
        ? Optional.empty()
        : Optional.of("starts on evidence other than the approved evidence");
  }

  private String environment() {
    return before.environment().value();
  }

  private Optional<String> byAnyOf(
      UserId by, IncidentEvent event, Function<Person, Decision> rule) {
    Function<Set<String>, Optional<String>> problem =
        groups -> byRule(event, rule.apply(new Person(by, Person.Standing.MEMBER, groups)));
    return problem
        .apply(Set.of())
        .filter(_ -> memberships().map(problem).allMatch(Optional::isPresent));
  }

  private static Optional<String> byRule(IncidentEvent event, Decision decision) {
    return switch (decision) {
      case Accepted(var events) when events.equals(List.of(event)) -> Optional.empty();
      case Accepted _ -> Optional.of("is not the event that the rules produce");
      case Refused(var code, var _) ->
          Optional.of("is refused by the rules (%s)".formatted(code.name()));
    };
  }

  /** Each group, and each two of them: two lists of approvers may take one of each. */
  private Stream<Set<String>> memberships() {
    var groups = before.request().policy().groups();
    var pairs =
        groups.stream()
            .flatMap(
                one ->
                    groups.stream()
                        .filter(other -> one.compareTo(other) < 0)
                        .map(other -> Set.of(one, other)));
    return Stream.concat(groups.stream().map(Set::of), pairs);
  }
}
