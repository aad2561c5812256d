package pipelinelock.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.BreakGlassStart.Review;
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
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Lost;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.Panel;

/**
 * An incident's present state: the fold of its events, and nothing else.
 *
 * @param sequence of the newest event; the next append must follow it
 * @param recordedAt when the newest event was recorded; no later event has an earlier time
 * @param approvals in the order they came
 * @param steps one for each step of the plan, in order
 * @param cancelledBy who asked to stop it after the start
 * @param lastNote the newest note on what a step is waiting for
 * @param reminded whether the approvers were reminded
 * @param notes what people added to the timeline, in the order of the record
 * @param breakGlass present if one person started it alone
 * @param changedCards notes about its messages that somebody else had rewritten
 */
public record Incident(
    IncidentId id,
    long sequence,
    Instant recordedAt,
    Instant requestedAt,
    Requested request,
    List<Approval> approvals,
    Phase phase,
    List<StepProgress> steps,
    Optional<UserId> cancelledBy,
    Optional<String> lastNote,
    boolean reminded,
    List<NoteAdded> notes,
    Optional<BreakGlassStart> breakGlass,
    List<CardChanged> changedCards) {
  /**
   * One person's yes.
   *
   * @param panels those that the person represents
   */
  public record Approval(UserId by, Instant at, Set<Panel> panels) {}

  public Incident {
    approvals = List.copyOf(approvals);
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
    changedCards = List.copyOf(changedCards);
  }

  /** Folds a whole record. The first event must be the request. */
  public static Incident of(List<Recorded> events) {
    var incident = begin(events.getFirst());
    for (var event : events.subList(1, events.size())) {
      incident = incident.on(event);
    }
    return incident;
  }

  public static Incident begin(Recorded first) {
    if (!(first.event() instanceof Requested request)) {
      throw new IllegalStateException(
          "%s begins with %s instead of a request".formatted(first.incident(), first.event()));
    }
    return new Incident(
        first.incident(),
        first.sequence(),
        first.at(),
        first.at(),
        request,
        List.of(),
        new Phase.AwaitingApproval(),
        Collections.nCopies(request.plan().steps().size(), new Waiting()),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** The state after one more event. */
  public Incident on(Recorded next) {
    if (next.sequence() != sequence + 1) {
      throw new IllegalStateException(
          "%s is at event %d, so event %d cannot follow".formatted(id, sequence, next.sequence()));
    }
    return evolve(next.event(), next.at()).at(next.sequence(), next.at());
  }

  private Incident evolve(IncidentEvent event, Instant at) {
    return switch (event) {
      case Requested _ -> throw new IllegalStateException(id + " was requested twice");
      case Approved(var by, var panels, var _, var _) -> withApproval(new Approval(by, at, panels));
      case Revoked(var by) -> without(by);
      case Reminded _ -> withReminder();
      case GlassBroken broken -> with(BreakGlassStart.of(broken, at)).in(new Phase.Approved(at));
      case ReviewReminded _ -> with(breakGlass.orElseThrow().reminded(at));
      case Reviewed(var by, var finding) ->
          with(breakGlass.orElseThrow().reviewed(new Review(by, finding, at)));
      case Rejected(var _, var reason, var _) -> closed(Outcome.REJECTED, reason, at);
      case Withdrawn _ -> closed(Outcome.WITHDRAWN, "The requester took the request back.", at);
      case Expired _ -> closed(Outcome.EXPIRED, "Too few people approved in time.", at);
      case Lapsed(var changes) -> closed(Outcome.LAPSED, String.join(" ", changes), at);
      case Started _ -> in(new Phase.Running(at));
      case StepIntended(var step, var context) ->
          with(step, new Intended(context, at, Optional.empty()));
      case AnswerLost(var step, var why) -> with(step, lost(steps.get(step), new Lost(why, at)));
      case TaskAccepted(var step, var task) ->
          with(step, new Following(since(step, at), new TaskLog(task, "", 0)));
      case TaskSaid said -> with(said.step(), said(steps.get(said.step()), said));
      case TaskEnded(var step, var task, var state, var result) ->
          with(step, new TaskOver(since(step, at), log(step, task), state, result, at));
      case StepEnded(var step, var outcome, var note) ->
          with(
              step,
              new Over(outcome, note, since(step, at), at, log(step), isInDoubt(steps.get(step))));
      case Noted(var note) -> noted(note);
      case NoteAdded note -> with(note);
      case CardChanged changed -> with(changed);
      case CancelAsked(var by) -> cancelled(by);
      case Ended(var outcome, var summary, var todo, var headline) ->
          in(new Phase.Closed(outcome, summary, todo, at, headline));
    };
  }

  private Incident withApproval(Approval approval) {
    var more = new ArrayList<>(approvals);
    more.add(approval);
    var next = but(draft -> draft.approvals = more);
    return next.missingApprovals() == 0 ? next.in(new Phase.Approved(approval.at())) : next;
  }

  private Incident without(UserId by) {
    var fewer = approvals.stream().filter(approval -> !approval.by().equals(by)).toList();
    var next = but(draft -> draft.approvals = fewer);
    return breakGlass.isPresent()
        ? next
        : next.in(new Phase.AwaitingApproval()); // it did not rest on it
  }

  private Incident withReminder() {
    return but(draft -> draft.reminded = true);
  }

  /** How many more people have to say yes. */
  public int missingApprovals() {
    return new Quorum(request.policy(), approvals).missing();
  }

  private static StepProgress lost(StepProgress now, Lost lost) {
    return now instanceof Intended(var context, var at, var _)
        ? new Intended(context, at, Optional.of(lost))
        : now;
  }

  private static boolean isInDoubt(StepProgress now) {
    return now instanceof Intended intended && intended.lost().isPresent();
  }

  private static StepProgress said(StepProgress now, TaskSaid said) {
    return now instanceof Following(var since, var task)
        ? new Following(since, task.plus(said))
        : now;
  }

  private Instant since(int step, Instant otherwise) {
    return switch (steps.get(step)) {
      case Waiting _ -> otherwise;
      case Intended(var _, var at, var _) -> at;
      case Following(var since, var _) -> since;
      case TaskOver over -> over.since();
      case Over over -> over.since();
    };
  }

  private TaskLog log(int step, long task) {
    return log(step).orElse(new TaskLog(task, "", 0));
  }

  private Optional<TaskLog> log(int step) {
    return taskOf(steps.get(step));
  }

  /** The Director task of a step, if it has one. */
  public static Optional<TaskLog> taskOf(StepProgress progress) {
    return switch (progress) {
      case Waiting _, Intended _ -> Optional.empty();
      case Following(var _, var task) -> Optional.of(task);
      case TaskOver over -> Optional.of(over.task());
      case Over over -> over.task();
    };
  }

  /** The first step that is not over; empty when all are. */
  public OptionalInt currentStep() {
    return IntStream.range(0, steps.size())
        .filter(step -> !(steps.get(step) instanceof Over))
        .findFirst();
  }

  public EnvironmentName environment() {
    return request.environment();
  }

  public Step step(int index) {
    return request.plan().steps().get(index);
  }

  /** Whether it still takes part: an environment has at most one such incident. */
  public boolean isOpen() {
    return !(phase instanceof Phase.Closed);
  }

  /**
   * The time at which something new about it is decided and recorded: its clock stands still where
   * the machine's goes back, so that a decision reads the same whenever it is made again.
   *
   * @return to the millisecond, as the record keeps it
   */
  public Instant notBefore(Instant now) {
    var recorded = now.truncatedTo(ChronoUnit.MILLIS);
    return recorded.isBefore(recordedAt) ? recordedAt : recorded;
  }

  /** When the request stops taking approvals. */
  public Instant expiresAt() {
    return requestedAt.plus(request.policy().deadlines().requestExpires());
  }

  private Incident closed(Outcome outcome, String summary, Instant at) {
    return in(new Phase.Closed(outcome, summary, List.of(), at));
  }

  private Incident in(Phase next) {
    return but(draft -> draft.phase = next);
  }

  private Incident at(long next, Instant at) {
    return but(
        draft -> {
          draft.sequence = next;
          draft.recordedAt = at;
        });
  }

  private Incident noted(String note) {
    return but(draft -> draft.lastNote = Optional.of(note));
  }

  private Incident with(NoteAdded note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return but(draft -> draft.notes = more);
  }

  private Incident with(CardChanged changed) {
    var more = new ArrayList<>(changedCards);
    more.add(changed);
    return but(draft -> draft.changedCards = more);
  }

  private Incident with(BreakGlassStart now) {
    return but(draft -> draft.breakGlass = Optional.of(now));
  }

  private Incident cancelled(UserId by) {
    return but(draft -> draft.cancelledBy = Optional.of(by));
  }

  private Incident with(int step, StepProgress progress) {
    var next = new ArrayList<>(steps);
    next.set(step, progress);
    return but(draft -> draft.steps = next);
  }

  private Incident but(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.on(this);
  }

  /** All that events change, while one of them does. */
  private static final class Draft {
    private long sequence;
    private Instant recordedAt;
    private List<Approval> approvals;
    private Phase phase;
    private List<StepProgress> steps;
    private Optional<UserId> cancelledBy;
    private Optional<String> lastNote;
    private boolean reminded;
    private List<NoteAdded> notes;
    private Optional<BreakGlassStart> breakGlass;
    private List<CardChanged> changedCards;

    private Draft(Incident now) {
      sequence = now.sequence;
      recordedAt = now.recordedAt;
      approvals = now.approvals;
      phase = now.phase;
      steps = now.steps;
      cancelledBy = now.cancelledBy;
      lastNote = now.lastNote;
      reminded = now.reminded;
      notes = now.notes;
      breakGlass = now.breakGlass;
      changedCards = now.changedCards;
    }

    private Incident on(Incident before) {
      return new Incident(
          before.id,
          sequence,
          recordedAt,
          before.requestedAt,
          before.request,
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
  }
}
