package pipelinelock.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.proof.ClickProof;

/**
 * Something that happened in an incident. Stored events stay readable for ever, so a component is
 * never renamed or removed, and a new one is optional.
 */
public sealed interface IncidentEvent {
  /**
   * A person asked for the plan. The policy is fixed with the request.
   *
   * @param notes what people should know before they approve: what it ends, whom else it touches,
   *     what it leaves as it is; a sentence each
   * @param after the incident that this one goes on with: its deployment hung again, or failed
   */
  record Requested(
      EnvironmentName environment,
      UserId by,
      String reason,
      EvidenceSummary evidence,
      Plan plan,
      ApprovalPolicy policy,
      List<String> notes,
      Optional<IncidentId> after)
      implements IncidentEvent {
    public Requested {
      notes = List.copyOf(notes);
    }
  }

  /**
   * One person's yes.
   *
   * @param panels those that the person stood for when it was said; records from before there were
   *     panels have none, which is the first
   * @param confirmed how it was confirmed, if it was
   * @param proof of the request by which it came; older records have none
   */
  record Approved(
      UserId by, Set<Panel> panels, Optional<Confirmation> confirmed, Optional<ClickProof> proof)
      implements IncidentEvent {
    public Approved {
      panels = panels.isEmpty() ? Set.of(Panel.FIRST) : Set.copyOf(panels);
    }

    public Approved(UserId by, Set<Panel> panels, Optional<Confirmation> confirmed) {
      this(by, panels, confirmed, Optional.empty());
    }
  }

  /** A person took their yes back, before the start. */
  record Revoked(UserId by) implements IncidentEvent {}

  /** Those who may approve were reminded that they are waited for. */
  record Reminded() implements IncidentEvent {}

  /**
   * One person stood in for all who would have had to approve.
   *
   * @param reason why nobody else could be waited for
   * @param proof of the request by which it came; older records have none
   */
  record GlassBroken(UserId by, String reason, Optional<ClickProof> proof)
      implements IncidentEvent {
    public GlassBroken(UserId by, String reason) {
      this(by, reason, Optional.empty());
    }
  }

  /** Somebody was reminded to review a break-glass start. */
  record ReviewReminded() implements IncidentEvent {}

  /**
   * A second person's review of a break-glass start, after the end.
   *
   * @param finding whether it was right, and what follows from it
   */
  record Reviewed(UserId by, String finding) implements IncidentEvent {}

  /**
   * One no ends it.
   *
   * @param proof of the request by which it came; older records have none
   */
  record Rejected(UserId by, String reason, Optional<ClickProof> proof) implements IncidentEvent {
    public Rejected(UserId by, String reason) {
      this(by, reason, Optional.empty());
    }
  }

  /**
   * A message with buttons said something that the bot never wrote there when somebody pressed one.
   * The press did not count.
   *
   * @param by who pressed it, and saw that
   * @param part the message's name in the incident's thread
   * @param seen digest of what it said
   */
  record CardChanged(UserId by, String part, String seen) implements IncidentEvent {
    public CardChanged {
      if (!seen.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("this is not a digest of a message: " + seen);
      }
    }
  }

  /** The requester took it back. */
  record Withdrawn(UserId by) implements IncidentEvent {}

  record Expired() implements IncidentEvent {}

  /**
   * What was approved is no longer what is there.
   *
   * @param changes what changed, a line each
   */
  record Lapsed(List<String> changes) implements IncidentEvent {
    public Lapsed {
      changes = List.copyOf(changes);
    }
  }

  /** The evidence was read again and still says the same: the plan begins. */
  record Started(EvidenceSummary evidence) implements IncidentEvent {}

  /**
   * The step is about to be done. Recorded before anything is sent.
   *
   * @param step index into the plan
   * @param contextId the label that finds a Director task again; empty for other steps
   */
  record StepIntended(int step, String contextId) implements IncidentEvent {}

  /** The Director may or may not have taken the request; it will never be sent again. */
  record AnswerLost(int step, String why) implements IncidentEvent {}

  record TaskAccepted(int step, long task) implements IncidentEvent {}

  /**
   * A piece of the task's event log, as the Director wrote it.
   *
   * @param offset the byte at which the piece begins
   * @param bytes its length in bytes
   */
  record TaskSaid(int step, long task, long offset, long bytes, String lines)
      implements IncidentEvent {}

  /**
   * @param state the Director's word: {@code done}, {@code error}, {@code cancelled}, {@code
   *     timeout}
   */
  record TaskEnded(int step, long task, String state, Optional<String> result)
      implements IncidentEvent {}

  /**
   * @param note what came of it, a sentence for a person
   */
  record StepEnded(int step, StepOutcome outcome, String note) implements IncidentEvent {}

  /** Something a person should know while a step goes on. */
  record Noted(String note) implements IncidentEvent {}

  /**
   * Something that a person wants remembered with the incident.
   *
   * @param by who noted it
   * @param about when the noted thing happened, which may be before the incident was on record
   * @param said who wrote the noted message, where it is one
   * @param link leads to that message
   */
  record NoteAdded(
      UserId by, Instant about, String text, Optional<UserId> said, Optional<String> link)
      implements IncidentEvent {}

  record CancelAsked(UserId by) implements IncidentEvent {}

  /**
   * The end after a start.
   *
   * @param todo what people still have to do, a sentence each
   * @param headline the state of the platform by then, in few words; records from before there was
   *     one, and plans that broke off, have none
   */
  record Ended(Outcome outcome, String summary, List<String> todo, Optional<String> headline)
      implements IncidentEvent {
    public Ended {
      todo = List.copyOf(todo);
    }

    public Ended(Outcome outcome, String summary, List<String> todo) {
      this(outcome, summary, todo, Optional.empty());
    }
  }

  /** How a step ended. */
  enum StepOutcome {
    DONE,
    /** It was asked for and did not happen, and the plan may go on without it. */
    IGNORED,
    /** The look before it did not call for it any more, so it was not begun. */
    NOT_NEEDED,
    FAILED,
    CANCELLED
  }
}
