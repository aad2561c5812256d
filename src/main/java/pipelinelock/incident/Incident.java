package pipelinelock.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.StepProgress.Over;
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
    return new IncidentChange(this).by(next);
  }

  /** How many more people have to say yes. */
  public int missingApprovals() {
    return new Quorum(request.policy(), approvals).missing();
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
}
