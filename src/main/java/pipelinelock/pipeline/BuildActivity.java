package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a build's plan and event stream say about its progress.
 *
 * @param steps its gets, puts and tasks, wherever they are in the plan: first those that have
 *     started, in that order, then the others in the plan's order
 * @param lastEvent time of the newest event of any step; absent before the first
 * @param error the newest error event's message
 */
public record BuildActivity(
    long buildId, List<Step> steps, Optional<Instant> lastEvent, Optional<String> error) {
  /** Phases of a step, in order; from its events (Concourse's {@code atc/event}). */
  public enum PutPhase {
    /** No event of the step yet. */
    NONE,
    /** {@code initialize-put} seen, no worker selected. */
    IMAGE,
    /** Worker selected, process not started. */
    CONTAINER,
    /** {@code start-put} seen, nothing printed. */
    STARTED,
    /** It printed that it waits for the lock. */
    WAITING,
    /** {@code finish-put} with exit status 0: the only proof of a claim or release. */
    DONE,
    /** {@code finish-put} with another exit status. */
    FAILED,
    /** An error event of the step or its image. */
    ERRORED;

    /** Whether the step has begun and not ended. */
    public boolean isOpen() {
      return this == IMAGE || this == CONTAINER || this == STARTED || this == WAITING;
    }
  }

  /** What kind of step it is. */
  public enum Kind {
    GET,
    PUT,
    TASK,
    /** A step of a kind that the bot does not know by name. */
    OTHER
  }

  /** What a step does to the pool's lock. */
  public enum Purpose {
    /** It has nothing to do with the pool, or only reads it. */
    NONE,
    /** A put that printed that it claims. */
    CLAIM,
    /** A put that printed that it releases. */
    RELEASE,
    /** A put of the pool that has not said yet what for: the public plan does not say. */
    UNTOLD
  }

  /**
   * A step from one beginning to the next. A new web node makes every step of an open build begin
   * again in its events: it attaches to a process that is still there but sends nothing more, or
   * starts another.
   *
   * @param waitsSince when it printed that it waits for the lock; absent where it has not
   * @param lastEvent time of its newest event; absent before the first
   */
  public record Life(Optional<Instant> waitsSince, Optional<Instant> lastEvent) {}

  /**
   * A step and how far it has come.
   *
   * @param lastEvent time of its newest event, its image's included; absent before the first
   * @param worker the worker that was selected for it last, by Concourse's name
   * @param lives from each of its beginnings to the next, oldest first
   */
  public record Step(
      String id,
      Kind kind,
      String name,
      Purpose purpose,
      PutPhase phase,
      Optional<Instant> lastEvent,
      Optional<String> worker,
      List<Life> lives) {
    public Step {
      lives = List.copyOf(lives);
    }

    public boolean isPoolPut() {
      return purpose != Purpose.NONE;
    }

    public boolean isOpen() {
      return phase.isOpen();
    }
  }

  public BuildActivity {
    steps = List.copyOf(steps);
  }

  /** The puts of the pool, in the order of {@link #steps}. */
  public List<Step> poolPuts() {
    return steps.stream().filter(Step::isPoolPut).toList();
  }

  /** Steps that have begun and not ended, the newest first. */
  public List<Step> openSteps() {
    return steps.reversed().stream().filter(Step::isOpen).toList();
  }

  /**
   * The step by which a build of a lock job claims: the first put of the pool that is no release. A
   * claim that is done stays done, whatever the build does to the pool later.
   */
  public Optional<Step> claim() {
    return poolPuts().stream().filter(step -> step.purpose() != Purpose.RELEASE).findFirst();
  }

  /**
   * The step by which a build gives the lock back: one that says so, or the put after the claim.
   */
  public Optional<Step> release() {
    return Stream.concat(
            poolPuts().stream().filter(step -> step.purpose() == Purpose.RELEASE),
            poolPuts().stream().skip(1).filter(step -> step.purpose() == Purpose.UNTOLD))
        .findFirst();
  }

  /**
   * How far the build has come with the pool: the phase of the put that is open, else of the one
   * that began last.
   */
  public PutPhase poolPut() {
    return current().map(Step::phase).orElse(PutPhase.NONE);
  }

  /** Time of the newest event of a put of the pool; absent before the first. */
  public Optional<Instant> lastPoolEvent() {
    return poolPuts().stream()
        .flatMap(step -> step.lastEvent().stream())
        .max(Comparator.naturalOrder());
  }

  /**
   * The worker of the step that is open, whatever its kind; where none is open, of the put of the
   * pool that began last.
   */
  public Optional<String> worker() {
    var open = openSteps();
    return open.isEmpty()
        ? current().flatMap(Step::worker)
        : open.stream().flatMap(step -> step.worker().stream()).findFirst();
  }

  private Optional<Step> current() {
    var begun = poolPuts().stream().filter(step -> step.phase() != PutPhase.NONE).toList();
    return begun.reversed().stream()
        .filter(Step::isOpen)
        .findFirst()
        .or(() -> begun.reversed().stream().findFirst())
        .or(() -> poolPuts().stream().findFirst());
  }
}
