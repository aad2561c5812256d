package pipelinelock.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.BreakGlassStart.Review;
import pipelinelock.incident.Incident.Approval;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentEvent.Withdrawn;

/**
 * What one event changes about an incident: the rule by which its state follows from its record. It
 * is used once.
 */
final class IncidentChange {
  private final Incident before;
  private List<Approval> approvals;
  private Phase phase;
  private List<StepProgress> steps;
  private Optional<UserId> cancelledBy;
  private Optional<String> lastNote;
  private boolean reminded;
  private List<NoteAdded> notes;
  private Optional<BreakGlassStart> breakGlass;
  private List<CardChanged> changedCards;

  IncidentChange(Incident before) {
    this.before = before;
    approvals = before.approvals();
    phase = before.phase();
    steps = before.steps();
    cancelledBy = before.cancelledBy();
    lastNote = before.lastNote();
    reminded = before.reminded();
    notes = before.notes();
    breakGlass = before.breakGlass();
    changedCards = before.changedCards();
  }

  /** The state after it. */
  Incident by(Recorded next) {
    apply(next.event(), next.at());
    return new Incident(
        before.id(),
        next.sequence(),
        next.at(),
        before.requestedAt(),
        before.request(),
        approvals,
        phase,
        steps,
        cancelledBy,
        lastNote,
        reminded,
        notes,
        breakGlass,
        changedCards);
  }

  private void apply(IncidentEvent event, Instant at) {
    switch (event) {
      case Requested _ -> throw new IllegalStateException(before.id() + " was requested twice");
      case Approved(var by, var panels, var _, var _) -> approve(new Approval(by, at, panels));
      case Revoked(var by) -> revoke(by);
      case Reminded _ -> reminded = true;
      case GlassBroken broken -> {
        breakGlass = Optional.of(BreakGlassStart.of(broken, at));
        phase = new Phase.Approved(at);
      }
      case ReviewReminded _ -> breakGlass = Optional.of(breakGlass.orElseThrow().reminded(at));
      case Reviewed(var by, var finding) ->
          breakGlass = Optional.of(breakGlass.orElseThrow().reviewed(new Review(by, finding, at)));
      case Rejected(var _, var reason, var _) -> close(Outcome.REJECTED, reason, at);
      case Withdrawn _ -> close(Outcome.WITHDRAWN, "The requester took the request back.", at);
      case Expired _ -> close(Outcome.EXPIRED, "Too few people approved in time.", at);
      case Lapsed(var changes) -> close(Outcome.LAPSED, String.join(" ", changes), at);
      case Started _ -> phase = new Phase.Running(at);
      case StepIntended(var step, var _) -> advance(step, event, at);
      case AnswerLost(var step, var _) -> advance(step, event, at);
      case TaskAccepted(var step, var _) -> advance(step, event, at);
      case TaskSaid said -> advance(said.step(), event, at);
      case TaskEnded(var step, var _, var _, var _) -> advance(step, event, at);
      case StepEnded(var step, var _, var _) -> advance(step, event, at);
      case Noted(var note) -> lastNote = Optional.of(note);
      case NoteAdded note -> notes = plus(notes, note);
      case CardChanged changed -> changedCards = plus(changedCards, changed);
      case CancelAsked(var by) -> cancelledBy = Optional.of(by);
      case Ended(var outcome, var summary, var todo, var headline) ->
          phase = new Phase.Closed(outcome, summary, todo, at, headline);
    }
  }

  private void approve(Approval approval) {
    approvals = plus(approvals, approval);
    if (new Quorum(before.request().policy(), approvals).missing() == 0) {
      phase = new Phase.Approved(approval.at());
    }
  }

  private void revoke(UserId by) {
    approvals = approvals.stream().filter(approval -> !approval.by().equals(by)).toList();
    if (breakGlass.isEmpty()) { // else it did not rest on it
      phase = new Phase.AwaitingApproval();
    }
  }

  private void close(Outcome outcome, String summary, Instant at) {
    phase = new Phase.Closed(outcome, summary, List.of(), at);
  }

  private void advance(int step, IncidentEvent event, Instant at) {
    var next = new ArrayList<>(steps);
    next.set(step, StepProgress.after(steps.get(step), event, at));
    steps = next;
  }

  private static <T> List<T> plus(List<T> before, T next) {
    var more = new ArrayList<>(before);
    more.add(next);
    return more;
  }
}
