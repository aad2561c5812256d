package pipelinelock.incident.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.Person;

/** Who may start something alone, and who may review it afterwards. Pure. */
public final class BreakGlassRules {
  /** Fewest characters of the reason and of the review: neither is ever optional. */
  public static final int LEAST = 10;

  private BreakGlassRules() {}

  /**
   * One person's word instead of all approvals; the requester's too, since nobody else is there.
   *
   * @param typed what the person typed as the environment's name; without it nothing counts
   */
  public static Decision breakGlass(
      Incident incident, Person person, Optional<String> typed, String reason, Instant now) {
    if (!(incident.phase() instanceof Phase.AwaitingApproval)) {
      return Refusals.decided(incident);
    }
    if (!now.isBefore(incident.expiresAt())) {
      return Refusals.expired(incident, now);
    }
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    var policy = incident.request().policy();
    if (incident.request().plan().actsBlind()) {
      return new Refused(
          Code.NO_BREAK_GLASS,
          "%s is a blind recreate, and nobody ever starts one alone. It needs %s; call the approvers named in its thread."
              .formatted(incident.id(), Refusals.approvals(incident.missingApprovals())));
    }
    if (policy.breakGlass().isEmpty()) {
      return new Refused(
          Code.NO_BREAK_GLASS,
          "The policy of %s has no break-glass: nobody may start %s alone. It needs %s; call the approvers named in its thread."
              .formatted(
                  incident.environment(),
                  incident.id(),
                  Refusals.approvals(incident.missingApprovals())));
    }
    if (!policy.mayBreakGlass(person)) {
      return new Refused(
          Code.NOT_AN_APPROVER,
          "You may not use break-glass in %s, so nothing was started. Call one of the approvers named in the thread of %s."
              .formatted(incident.environment(), incident.id()));
    }
    String name = incident.environment().value();
    if (typed.map(String::strip).filter(name::equals).isEmpty()) {
      return new Refused(
          Code.NOT_CONFIRMED,
          "To start it alone, type the environment's name too: `/pipeline-lock break-glass %s %s why it cannot wait`. The bot announces it to everybody at once, and a second person reviews it afterwards."
              .formatted(incident.id(), name));
    }
    int least = Math.max(LEAST, policy.request().minimumReason());
    if (reason.strip().length() < least) {
      return new Refused(
          Code.REASON_TOO_SHORT,
          "Say why it cannot wait, in at least %d characters: the bot announces it to everybody at once, and a second person reviews it afterwards. Like this: `/pipeline-lock break-glass %s %s nobody answers the pager and releases are stuck`"
              .formatted(least, incident.id(), name));
    }
    return Accepted.of(new GlassBroken(person.id(), reason.strip()));
  }

  /**
   * A second person's word on what one person did alone, when it is over.
   *
   * @param finding whether it was right, and what follows from it
   */
  public static Decision review(Incident incident, Person person, String finding) {
    if (incident.breakGlass().isEmpty()) {
      return new Refused(
          Code.NOTHING_TO_REVIEW,
          "%s had no break-glass start, so there is nothing to review.".formatted(incident.id()));
    }
    var glass = incident.breakGlass().get();
    if (glass.review().isPresent()) {
      return new Refused(
          Code.ALREADY_REVIEWED,
          "%s has been reviewed already. To add to it: `/pipeline-lock note %s …`"
              .formatted(incident.id(), incident.id()));
    }
    if (incident.isOpen()) {
      return new Refused(
          Code.NOT_YET,
          "%s is not over yet, so there is no result to review. Its thread says when it is."
              .formatted(incident.id()));
    }
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    var policy = incident.request().policy();
    if (policy.panels().isSame(person.id(), glass.by())
        || policy.panels().isSame(person.id(), incident.request().by())) {
      return new Refused(
          Code.OWN_REQUEST,
          "You %s %s yourself, so another of its approvers must review it."
              .formatted(
                  policy.panels().isSame(person.id(), glass.by()) ? "started" : "asked for",
                  incident.id()));
    }
    if (!policy.panels().name(person)) {
      return new Refused(
          Code.NOT_AN_APPROVER,
          "You are not an approver of %s, so you cannot review %s. Ask an approver."
              .formatted(incident.environment(), incident.id()));
    }
    if (finding.strip().length() < LEAST) {
      return new Refused(
          Code.REASON_TOO_SHORT,
          "Say in at least %d characters whether it was right, and what follows from it. Like this: `/pipeline-lock review %s right: nobody was awake; the rota gets a second person`"
              .formatted(LEAST, incident.id()));
    }
    return Accepted.of(new Reviewed(person.id(), finding.strip()));
  }

  /** Whether an incident that is over waits for its review. */
  public static boolean isOpenForReview(Incident incident) {
    return !incident.isOpen()
        && incident.breakGlass().filter(it -> it.review().isEmpty()).isPresent();
  }

  /** When the review is asked for next; empty where none is due. */
  public static Optional<Instant> nextReminder(Incident incident) {
    return incident.phase() instanceof Phase.Closed end && isOpenForReview(incident)
        ? incident
            .request()
            .policy()
            .breakGlass()
            .map(it -> it.remindEvery())
            .map(
                every ->
                    incident
                        .breakGlass()
                        .flatMap(BreakGlassStart::reminded)
                        .orElse(end.at())
                        .plus(every))
        : Optional.empty();
  }

  /** What the passing of time does to an incident that is over. */
  static List<IncidentEvent> timePasses(Incident incident, Instant now) {
    return nextReminder(incident).filter(at -> !now.isBefore(at)).isPresent()
        ? List.of(new ReviewReminded())
        : List.of();
  }
}
