package pipelinelock.leftover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.InstanceId;

/**
 * What incidents did and did not undo, according to their record alone. Nothing may be shown or
 * done on this basis until a {@link Leftovers look} has confirmed it.
 *
 * @param pause the newest pause that is left
 * @param rest the part of the newest recreate that was not done
 * @param aborts the aborts of finished incidents
 */
public record Undone(Optional<Pause> pause, Optional<Rest> rest, List<Abort> aborts) {
  /** Recreated, or spared by the look before it. */
  private static final Set<StepOutcome> SETTLED = Set.of(StepOutcome.DONE, StepOutcome.NOT_NEEDED);

  /** A job that an incident paused, or may have paused, and did not let go. */
  public record Pause(Incident by, String job) {}

  /**
   * An incident that stopped in the midst of its recreates.
   *
   * @param instances those of its plan that it did not recreate to the end, in its order
   */
  public record Rest(Incident of, List<InstanceId> instances) {
    public Rest {
      instances = List.copyOf(instances);
    }
  }

  /**
   * A build that an incident asked Concourse to abort.
   *
   * @param at when it was about to ask
   */
  public record Abort(Incident by, Step.AbortBuild step, Instant at) {}

  public Undone {
    aborts = List.copyOf(aborts);
  }

  /**
   * By the record of these.
   *
   * @param newest the newest incidents of one environment, newest first
   */
  public static Undone of(List<Incident> newest) {
    return new Undone(pause(newest), rest(newest), aborts(newest));
  }

  /** Those that one incident asked for, by its record. */
  public static List<Abort> abortsOf(Incident incident) {
    return aborts(List.of(incident));
  }

  /** What an open incident does is its own affair, and it undoes it itself. */
  private static Optional<Pause> pause(List<Incident> newest) {
    var left = Optional.<Pause>empty();
    for (var incident : newest.reversed()) {
      left = after(left, incident);
    }
    return left.filter(it -> !it.by().isOpen());
  }

  /** Whether it paused a job, or may have, and has not let it go by now. */
  public static boolean leavesAJobPaused(Incident incident) {
    return after(Optional.empty(), incident).isPresent();
  }

  private static Optional<Pause> after(Optional<Pause> before, Incident incident) {
    var left = before;
    for (int i = 0; i < incident.steps().size(); i++) {
      left = after(left, incident, incident.step(i), incident.steps().get(i));
    }
    return left;
  }

  private static Optional<Pause> after(
      Optional<Pause> before, Incident incident, Step step, StepProgress progress) {
    if (step instanceof Step.PauseJob(var job) && asked(progress).isPresent()) {
      return Optional.of(new Pause(incident, job));
    }
    return step instanceof Step.UnpauseJob(var job) && isDone(progress)
        ? before.filter(it -> !it.job().equals(job))
        : before;
  }

  private static boolean isDone(StepProgress progress) {
    return progress instanceof Over over && over.outcome() == StepOutcome.DONE;
  }

  /**
   * When the request was about to leave, and so may have arrived, whatever came of its step; empty
   * where the step ended before that, or has not come.
   */
  private static Optional<Instant> asked(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _ -> Optional.empty();
      case StepProgress.Intended(var _, var at, var _) -> Optional.of(at);
      case StepProgress.Following(var since, var _) -> Optional.of(since);
      case StepProgress.TaskOver over -> Optional.of(over.since());
      case Over over ->
          Optional.of(over.since()).filter(since -> isDone(progress) || since.isBefore(over.at()));
    };
  }

  /** Of the newest that began with a VM: by what it did, what earlier ones left has changed. */
  private static Optional<Rest> rest(List<Incident> newest) {
    return newest.stream()
        .filter(Undone::hasBegunARecreate)
        .findFirst()
        .filter(
            it ->
                it.phase() instanceof Phase.Closed closed && closed.outcome() != Outcome.COMPLETED)
        .map(it -> new Rest(it, notRecreated(it)))
        .filter(it -> !it.instances().isEmpty());
  }

  /** Whether the Director was, or may have been, asked to recreate a VM. */
  public static boolean hasBegunARecreate(Incident incident) {
    return IntStream.range(0, incident.steps().size())
        .filter(i -> incident.step(i) instanceof Step.Recreate)
        .mapToObj(incident.steps()::get)
        .anyMatch(Undone::isBegun);
  }

  private static boolean isBegun(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _ -> false;
      case StepProgress.Intended _, StepProgress.Following _, StepProgress.TaskOver _ -> true;
      case Over over -> over.task().isPresent() || over.doubt();
    };
  }

  /** The instances of the plan that were to be recreated and were not, in its order. */
  public static List<InstanceId> notRecreated(Incident incident) {
    return IntStream.range(0, incident.steps().size())
        .filter(
            i ->
                !(incident.steps().get(i) instanceof Over over && SETTLED.contains(over.outcome())))
        .mapToObj(incident::step)
        .filter(Step.Recreate.class::isInstance)
        .map(step -> ((Step.Recreate) step).instance())
        .toList();
  }

  private static List<Abort> aborts(List<Incident> newest) {
    var aborts = new ArrayList<Abort>();
    for (var incident : newest) {
      for (int i = 0; i < incident.steps().size() && !incident.isOpen(); i++) {
        if (incident.step(i) instanceof Step.AbortBuild step) {
          asked(incident.steps().get(i)).ifPresent(at -> aborts.add(new Abort(incident, step, at)));
        }
      }
    }
    return aborts;
  }
}
