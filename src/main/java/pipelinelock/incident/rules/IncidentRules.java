package pipelinelock.incident.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incident.Approval;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Quorum;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Person;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;

/**
 * Who may do what to an incident, and when. Pure: the same state, act and time give the same
 * decision.
 */
public final class IncidentRules {
  /** Slack's clock may be a little ahead of ours. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private IncidentRules() {}

  /**
   * One person's yes.
   *
   * @param typed what the person typed as the environment's name
   */
  public static Decision approve(
      Incident incident, Person person, Optional<String> typed, Instant now) {
    if (!(incident.phase() instanceof Phase.AwaitingApproval)) {
      return Refusals.decided(incident);
    }
    if (isExpired(incident, now)) {
      return Refusals.expired(incident, now);
    }
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    var policy = incident.request().policy();
    if (policy.panels().isSame(person.id(), incident.request().by())) {
      return new Refused(
          Code.OWN_REQUEST,
          "You requested %s yourself, so your approval does not count. It needs %s from somebody else."
              .formatted(incident.id(), Refusals.approvals(incident.missingApprovals())));
    }
    if (!policy.panels().name(person)) {
      return new Refused(
          Code.NOT_AN_APPROVER,
          "You are not an approver of %s, so this does not count. Ask an approver, or ask the people who run the bot to add you."
              .formatted(incident.environment()));
    }
    if (hasApproved(incident, person.id())) {
      return new Refused(
          Code.ALREADY_APPROVED,
          "You have already approved %s. It still needs %s from somebody else."
              .formatted(incident.id(), Refusals.approvals(incident.missingApprovals())));
    }
    var yes = new Approval(person.id(), now, policy.panels().of(person));
    if (!new Quorum(policy, incident.approvals()).isHelped(yes)) {
      return new Refused(
          Code.OTHER_PANEL,
          "Somebody from your list has already approved %s. It needs %s from the other list of approvers; the request in the thread names them."
              .formatted(incident.id(), Refusals.approvals(incident.missingApprovals())));
    }
    String name = incident.environment().value();
    boolean confirmed = typed.map(String::strip).filter(name::equals).isPresent();
    if (policy.required().confirm().isPresent() && !confirmed) {
      return new Refused(
          Code.NOT_CONFIRMED,
          "To approve %s you must also type the environment's name, and %s. Press Approve and type %s, or type `/pipeline-lock approve %s %s`."
              .formatted(
                  incident.id(),
                  typed.isEmpty() ? "none was typed" : "that is not the name",
                  name,
                  incident.id(),
                  name));
    }
    return Accepted.of(
        new Approved(
            person.id(),
            yes.panels(),
            confirmed ? Optional.of(Confirmation.TYPE_NAME) : Optional.empty()));
  }

  /** Takes one's own yes back, as long as nothing has begun; whatever one has become since. */
  public static Decision revoke(Incident incident, UserId user) {
    if (!isBeforeStart(incident)) {
      return Refusals.decided(incident);
    }
    return incident.approvals().stream().anyMatch(approval -> approval.by().equals(user))
        ? Accepted.of(new Revoked(user))
        : new Refused(
            Code.NOT_APPROVED,
            "You have not approved %s, so there is nothing to take back. To stop it, press Reject or ask the requester."
                .formatted(incident.id()));
  }

  /** One approver's no ends the request. The requester withdraws instead. */
  public static Decision reject(Incident incident, Person person, String reason, Instant now) {
    if (!isBeforeStart(incident)) {
      return Refusals.decided(incident);
    }
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    if (person.id().equals(incident.request().by())) {
      return Accepted.of(new Withdrawn(person.id()));
    }
    if (!isResponsible(incident, person)) {
      return new Refused(
          Code.NOT_AN_APPROVER,
          "You are not an approver of %s, so you cannot reject %s. Write your concerns in the thread, or ask an approver."
              .formatted(incident.environment(), incident.id()));
    }
    return Accepted.of(new Rejected(person.id(), reason));
  }

  /** Before the start the requester withdraws; after it an approver or the requester cancels. */
  public static Decision cancel(Incident incident, Person person) {
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    boolean requester = person.id().equals(incident.request().by());
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _, Phase.Approved _ when requester ->
          Accepted.of(new Withdrawn(person.id()));
      case Phase.AwaitingApproval _, Phase.Approved _ ->
          new Refused(
              Code.NOT_THE_REQUESTER,
              "Only the requester can withdraw %s. If you are an approver and it should not happen, press Reject."
                  .formatted(incident.id()));
      case Phase.Running _ when requester || isResponsible(incident, person) ->
          incident.cancelledBy().isPresent()
              ? new Refused(
                  Code.ALREADY_DECIDED,
                  "%s is already being stopped. It stops at the next safe point; the thread shows when."
                      .formatted(incident.id()))
              : Accepted.of(new CancelAsked(person.id()));
      case Phase.Running _ ->
          new Refused(
              Code.NOT_AN_APPROVER,
              "Only the requester of %s or an approver can stop it.".formatted(incident.id()));
      case Phase.Closed _ -> Refusals.decided(incident);
    };
  }

  /**
   * Adds to what is remembered, while the incident is open and after it. It decides nothing, so any
   * member may; a message is noted once, whoever points at it.
   */
  public static Decision note(Incident incident, Person person, NoteAdded note, Instant now) {
    var standing = Refusals.standing(person);
    if (standing.isPresent()) {
      return standing.get();
    }
    if (Outside.isBlank(note.text())) {
      return new Refused(
          Code.NOTHING_TO_NOTE,
          "There is nothing to note. Say what happened, like this: `/pipeline-lock note %s the web VM answers again`"
              .formatted(incident.id()));
    }
    if (isAhead(note.about(), now)) {
      return new Refused(
          Code.NOT_YET,
          "That time is in the future, so nothing was noted. Give the time it happened.");
    }
    boolean known =
        note.link().isPresent()
            && incident.notes().stream().anyMatch(it -> it.link().equals(note.link()));
    return known
        ? new Refused(
            Code.ALREADY_NOTED,
            "That message is already in the timeline of %s.".formatted(incident.id()))
        : Accepted.of(note);
  }

  /** Whether nothing can have happened then yet, clocks that differ a little aside. */
  public static boolean isAhead(Instant about, Instant now) {
    return about.isAfter(now.plus(AHEAD));
  }

  /**
   * Whether a start that was decided in time would stand on record too late: the machine's clock
   * jumped, or the process stood still, between the two.
   *
   * @param at when it would be recorded
   */
  public static boolean startsTooLate(Incident incident, List<IncidentEvent> events, Instant at) {
    return events.stream().anyMatch(IncidentEvent.Started.class::isInstance)
        && incident.phase() instanceof Phase.Approved(var approvedAt)
        && at.isAfter(latestStart(incident, approvedAt));
  }

  /** The last look before the start may take as long as it may be old. */
  public static Instant latestStart(Incident incident, Instant approvedAt) {
    var policy = incident.request().policy();
    return approvedAt
        .plus(policy.deadlines().executionExpires())
        .plus(policy.deadlines().freshFor());
  }

  /** What the passing of time does to it: nothing, a reminder, or its end. */
  public static List<IncidentEvent> timePasses(Incident incident, Instant now) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ when isExpired(incident, now) -> List.of(new Expired());
      case Phase.AwaitingApproval _ when isReminderDue(incident, now) -> List.of(new Reminded());
      case Phase.Approved(var at)
          when now.isAfter(at.plus(incident.request().policy().deadlines().executionExpires())) ->
          List.of(
              new Lapsed(
                  List.of(
                      "It was approved %s ago and could not be started within %s."
                          .formatted(
                              Span.of(Duration.between(at, now)),
                              Span.of(
                                  incident.request().policy().deadlines().executionExpires())))));
      case Phase.Closed _ -> BreakGlassRules.timePasses(incident, now);
      case Phase.AwaitingApproval _, Phase.Approved _, Phase.Running _ -> List.of();
    };
  }

  /** When time does something to a request that waits: its reminder, or its end. */
  public static Instant dueNext(Incident incident) {
    return incident.request().policy().reminder().stream()
        .filter(_ -> !incident.reminded())
        .map(reminder -> incident.requestedAt().plus(reminder.after()))
        .filter(at -> at.isBefore(incident.expiresAt()))
        .findFirst()
        .orElseGet(incident::expiresAt);
  }

  private static boolean isReminderDue(Incident incident, Instant now) {
    var next = dueNext(incident);
    return next.isBefore(incident.expiresAt()) && !now.isBefore(next);
  }

  private static boolean isExpired(Incident incident, Instant now) {
    return !now.isBefore(incident.expiresAt());
  }

  private static boolean isBeforeStart(Incident incident) {
    return incident.phase() instanceof Phase.AwaitingApproval
        || incident.phase() instanceof Phase.Approved;
  }

  /** Whoever could have let it begin may stop it, and so may the one who did so alone. */
  private static boolean isResponsible(Incident incident, Person person) {
    return incident.request().policy().panels().name(person)
        || incident.breakGlass().filter(it -> it.by().equals(person.id())).isPresent();
  }

  private static boolean hasApproved(Incident incident, UserId user) {
    var policy = incident.request().policy();
    return incident.approvals().stream().anyMatch(it -> policy.panels().isSame(it.by(), user));
  }
}
