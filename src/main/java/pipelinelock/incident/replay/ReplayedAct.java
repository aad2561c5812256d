package pipelinelock.incident.replay;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.Step;

/**
 * Checks whether the bot can have done this in this state: one step after the other, each act's
 * intent first and only once, and nothing after a failure or the end.
 *
 * @param before the state before the event
 */
record ReplayedAct(Incident before) {
  private static final Set<StepOutcome> STOPPERS =
      Set.of(StepOutcome.FAILED, StepOutcome.CANCELLED);

  /** Why it cannot have been done; empty where it can. */
  Optional<String> problem(IncidentEvent event) {
    return switch (event) {
      case Noted _ -> unless(before.isOpen(), "comes after the end");
      case IncidentEvent _ when !(before.phase() instanceof Phase.Running) ->
          Optional.of("belongs to a plan that is not running");
      case StepIntended(var step, var context) -> intended(step, context);
      case AnswerLost(var step, var _) ->
          unless(
              at(step, Intended.class) && !isLost(step),
              "reports a lost answer to a request that was not sent, or whose answer was lost before");
      case TaskAccepted(var step, var _) ->
          unless(at(step, Intended.class), "follows a task that was not requested");
      case TaskSaid said ->
          unless(
              isFollowing(said.step(), said.task(), said.offset()),
              "is not the next piece of the task's log");
      case TaskEnded(var step, var task, var _, var _) ->
          unless(isFollowing(step, task), "ends a task that was not being followed");
      case StepEnded ended -> ended(ended);
      case Ended(var outcome, var _, var _, var _) -> ended(outcome);
      default -> throw new IllegalArgumentException(event + " is not an act of the bot");
    };
  }

  private static Optional<String> unless(boolean holds, String why) {
    return holds ? Optional.empty() : Optional.of(why);
  }

  private Optional<String> intended(int step, String context) {
    if (!isTurnOf(step)) {
      return Optional.of("starts a step out of order");
    }
    if (!at(step, Waiting.class)) {
      return Optional.of("starts a step that was started before");
    }
    boolean named = !context.isEmpty();
    return unless(
        named == isLabelled(before.step(step)),
        "has a label on a step that needs none, or has none on a step that needs one");
  }

  /** Those of which a process that did not write the intent has to find out what came. */
  private static boolean isLabelled(Step planned) {
    return planned instanceof Step.Recreate
        || planned instanceof Step.StartDeployment
        || planned instanceof Step.FollowDeployment
        || planned instanceof Step.FollowRun;
  }

  /** The first that is not over; once the plan is stopped, only the lock job may be let go. */
  private boolean isTurnOf(int step) {
    return isStopped()
        ? step == before.request().plan().lettingGo().orElse(-1)
        : before.currentStep().orElse(-1) == step;
  }

  private boolean isStopped() {
    boolean betweenSteps = before.currentStep().stream().anyMatch(step -> at(step, Waiting.class));
    return hasEnded(STOPPERS) || (before.cancelledBy().isPresent() && betweenSteps);
  }

  private Optional<String> ended(StepEnded event) {
    int step = event.step();
    boolean exists = step >= 0 && step < before.steps().size();
    if (!exists || at(step, Over.class)) {
      return Optional.of("ends a step that is already over or not in the plan");
    }
    boolean begun = !at(step, Waiting.class);
    if (!begun && !isTurnOf(step)) {
      return Optional.of("ends a step out of order");
    }
    return switch (event.outcome()) {
      case DONE ->
          unless(mayBeDone(before.step(step), step), "reports a step as done that was not started");
      case NOT_NEEDED ->
          unless(
              (!begun && isConditional(before.step(step))) || isUnsentAndConditional(step),
              "reports a step as not needed that was started, or that the plan does not allow to be skipped");
      case IGNORED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  /** Whether the approved plan itself lets a look decide if the step is needed. */
  private static boolean isConditional(Step planned) {
    return planned instanceof Step.GiveBack
        || planned instanceof Step.ReleaseAgain
        || planned instanceof Step.StartDeployment
        || planned instanceof Step.FollowDeployment
        || planned instanceof Step.FollowRun
        || (planned instanceof Step.Recreate recreate && recreate.onlyIf().isPresent());
  }

  /** What hung may end between the intent of a recreate and its sending. */
  private boolean isUnsentAndConditional(int step) {
    return before.step(step) instanceof Step.Recreate
        && isConditional(before.step(step))
        && at(step, Intended.class)
        && !isLost(step);
  }

  /**
   * What changes nothing needs no intent. A VM is recreated by a task that has ended; one that was
   * lost may have been made by somebody else before its turn came, and one whose agent was silent
   * by a step before, whose task then names it.
   */
  private boolean mayBeDone(Step planned, int step) {
    return switch (planned) {
      case Step.ReadLock _, Step.LookAgain _ -> true;
      case Step.Recreate recreate ->
          at(step, TaskOver.class)
              || (at(step, Waiting.class)
                  && (recreate.cid().isEmpty() || wasMadeWithAnEarlierOne(recreate, step)));
      case Step.PauseJob _,
          Step.AbortBuild _,
          Step.Verify _,
          Step.ReleaseLock _,
          Step.GiveBack _,
          Step.ReleaseAgain _,
          Step.StartDeployment _,
          Step.FollowDeployment _,
          Step.FollowRun _,
          Step.UnpauseJob _,
          Step.UnpausePipeline _ ->
          at(step, Intended.class);
    };
  }

  private boolean wasMadeWithAnEarlierOne(Step.Recreate recreate, int step) {
    return IntStream.range(0, step)
        .filter(i -> before.step(i) instanceof Step.Recreate it && it.renewsAllSilent())
        .mapToObj(before.steps()::get)
        .filter(it -> it instanceof Over over && over.outcome() == StepOutcome.DONE)
        .flatMap(it -> ((Over) it).task().stream())
        .anyMatch(task -> task.lines().contains(recreate.instance().toString()));
  }

  private Optional<String> ended(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED ->
          unless(
              before.currentStep().isEmpty() && !hasEnded(STOPPERS),
              "reports the incident as completed although not every step was done");
      case FAILED ->
          unless(
              hasEnded(Set.of(StepOutcome.FAILED)),
              "reports the incident as failed although no step failed");
      case CANCELLED ->
          unless(
              hasEnded(Set.of(StepOutcome.CANCELLED)) || before.cancelledBy().isPresent(),
              "reports the incident as cancelled although nobody asked for that");
      case REJECTED, WITHDRAWN, EXPIRED, LAPSED ->
          Optional.of("ends a running incident as if it had never started");
    };
  }

  private boolean hasEnded(Set<StepOutcome> outcomes) {
    return before.steps().stream()
        .anyMatch(step -> step instanceof Over over && outcomes.contains(over.outcome()));
  }

  private boolean at(int step, Class<? extends StepProgress> progress) {
    return step >= 0
        && step < before.steps().size()
        && progress.isInstance(before.steps().get(step));
  }

  private boolean isLost(int step) {
    return before.steps().get(step) instanceof Intended intended && intended.lost().isPresent();
  }

  private boolean isFollowing(int step, long task) {
    return at(step, Following.class)
        && before.steps().get(step) instanceof Following(var _, var log)
        && log.id() == task;
  }

  private boolean isFollowing(int step, long task, long offset) {
    return isFollowing(step, task)
        && before.steps().get(step) instanceof Following(var _, var log)
        && log.next() == offset;
  }
}
