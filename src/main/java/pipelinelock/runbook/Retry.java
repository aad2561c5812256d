package pipelinelock.runbook;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Ladder;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.plan.PlanMaker;
import pipelinelock.runbook.plan.RecreateTerms;
import pipelinelock.runbook.step.RecreateStep;
import pipelinelock.vm.InstanceId;

/**
 * The plan that may be asked for now: the one that the verdict offers, or else the rest of one that
 * stopped half way. A Concourse that is half recreated must be finished although its lock no longer
 * hangs; the guard before each recreate still looks that nothing runs.
 */
public final class Retry {
  private static final int LOOK_BACK = 10;

  private Retry() {}

  /**
   * @param part which of the VMs that may be recreated are meant
   */
  public static Optional<Plan> plan(
      Incidents incidents,
      EnvironmentName name,
      Diagnosis diagnosis,
      RecreateTerms terms,
      Predicate<InstanceId> part) {
    var before = newest(incidents, name, Long.MAX_VALUE);
    return PlanMaker.recreate(diagnosis, terms.after(leftPaused(before)), part)
        .or(() -> rest(before.filter(Retry::isHalfWay), diagnosis, terms, part));
  }

  /** The plans of which an incident's may be one, on evidence that was read just now. */
  static Set<Plan> plans(Incidents incidents, Incident incident, Diagnosis diagnosis) {
    var terms = RecreateTerms.of(incident.request().plan());
    var before = newest(incidents, incident.environment(), incident.id().number());
    var plans = new HashSet<Plan>();
    var approved =
        incident.request().plan().recreates().stream().map(Step.Recreate::instance).toList();
    // A VM more or less changes the evidence's fingerprint, so a part is one that was asked for.
    PlanMaker.recreate(diagnosis, terms.after(leftPaused(before)), approved::contains)
        .ifPresent(plans::add);
    rest(before.filter(Retry::isHalfWay), diagnosis, terms, approved::contains)
        .ifPresent(plans::add);
    return plans;
  }

  private static boolean leftPaused(Optional<Incident> before) {
    return before
        .filter(it -> it.phase() instanceof Phase.Closed && Aftermath.isJobLeftPaused(it))
        .isPresent();
  }

  /** The newest incident before this number of those that were begun. */
  private static Optional<Incident> newest(Incidents incidents, EnvironmentName name, long before) {
    return incidents.newest(name, LOOK_BACK).stream()
        .filter(incident -> incident.id().compareTo(new IncidentId(before)) < 0)
        .filter(incident -> !isDecidedAgainst(incident))
        .findFirst();
  }

  /** One that ended before its start changed nothing, so what was before it still stands. */
  private static boolean isDecidedAgainst(Incident incident) {
    return incident.phase() instanceof Phase.Closed(var outcome, var _, var _, var _, var _)
        && switch (outcome) {
          case REJECTED, WITHDRAWN, EXPIRED, LAPSED -> true;
          case COMPLETED, FAILED, CANCELLED -> false;
        };
  }

  private static boolean isHalfWay(Incident incident) {
    return incident.phase() instanceof Phase.Closed(var outcome, var _, var _, var _, var _)
        && outcome != Outcome.COMPLETED
        && RecreateStep.anyBegun(incident)
        && !Aftermath.notRecreated(incident).isEmpty();
  }

  private static Optional<Plan> rest(
      Optional<Incident> stopped,
      Diagnosis diagnosis,
      RecreateTerms terms,
      Predicate<InstanceId> part) {
    if (stopped.isEmpty() || runsOrIsUnknown(diagnosis.verdict())) {
      return Optional.empty();
    }
    var evidence = diagnosis.evidence();
    var job = evidence.environment().pipeline().lockJob();
    List<Build> open =
        evidence.pipeline().value().map(pipeline -> pipeline.open(job)).orElse(List.of());
    var cure =
        new Cure.Recreate(
            Aftermath.notRecreated(stopped.get()),
            open,
            open,
            "A recreate never gives the lock back: its claim stays in git.");
    boolean paused = PlanMaker.isPaused(evidence, job);
    boolean unpause = !paused || Aftermath.isJobLeftPaused(stopped.get());
    return PlanMaker.narrowed(cure, part)
        .flatMap(
            it ->
                PlanMaker.around(
                    it,
                    Ladder.ofTheRest(it, evidence),
                    evidence,
                    terms,
                    new PlanMaker.Pause(!paused, unpause)));
  }

  private static boolean runsOrIsUnknown(Verdict verdict) {
    return verdict instanceof Verdict.Running
        || verdict instanceof Verdict.RunningWithoutLock
        || verdict instanceof Verdict.Acquiring
        || verdict instanceof Verdict.Unknown;
  }
}
