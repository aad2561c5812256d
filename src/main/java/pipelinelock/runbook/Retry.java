package pipelinelock.runbook;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Ladder;
import pipelinelock.leftover.EarlierIncidents;
import pipelinelock.leftover.Undone;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.plan.PlanMaker;
import pipelinelock.runbook.plan.RecreateTerms;
import pipelinelock.vm.InstanceId;

/**
 * The plan that may be requested now: the one that the verdict offers, or else the rest of one that
 * stopped half way. A half-recreated Concourse must be finished although its lock no longer hangs;
 * the guard before each recreate still checks that nothing runs.
 */
public final class Retry {
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
    var undone = Undone.of(before(incidents, name, Long.MAX_VALUE));
    var meant = terms.after(undone.pause().isPresent());
    return PlanMaker.recreate(diagnosis, meant, part)
        .or(() -> rest(undone.rest().map(Undone.Rest::of), diagnosis, meant, part));
  }

  /** The plans of which an incident's may be one, on evidence that was read just now. */
  static Set<Plan> plans(Incidents incidents, Incident incident, Diagnosis diagnosis) {
    var undone = Undone.of(before(incidents, incident.environment(), incident.id().number()));
    var terms = RecreateTerms.of(incident.request().plan()).after(undone.pause().isPresent());
    var plans = new HashSet<Plan>();
    var approved =
        incident.request().plan().recreates().stream().map(Step.Recreate::instance).toList();
    // A VM more or less changes the evidence's fingerprint, so a part is one that was asked for.
    PlanMaker.recreate(diagnosis, terms, approved::contains).ifPresent(plans::add);
    rest(undone.rest().map(Undone.Rest::of), diagnosis, terms, approved::contains)
        .ifPresent(plans::add);
    return plans;
  }

  /** The newest incidents before this number. */
  private static List<Incident> before(Incidents incidents, EnvironmentName name, long number) {
    return incidents.newest(name, EarlierIncidents.LOOKED_AT).stream()
        .filter(incident -> incident.id().compareTo(new IncidentId(number)) < 0)
        .toList();
  }

  private static Optional<Plan> rest(
      Optional<Incident> stopped,
      Diagnosis diagnosis,
      RecreateTerms terms,
      Predicate<InstanceId> part) {
    if (stopped.isEmpty() || runsOrIsUnknown(diagnosis.verdict()) || isConcourseSilent(diagnosis)) {
      return Optional.empty();
    }
    var evidence = diagnosis.evidence();
    var job = evidence.environment().pipeline().lockJob();
    List<Build> open =
        evidence.pipeline().value().map(pipeline -> pipeline.open(job)).orElse(List.of());
    var cure = new Cure.Recreate(Undone.notRecreated(stopped.get()), open, open, "");
    boolean paused = PlanMaker.isPaused(evidence, job);
    boolean unpause = !paused || terms.letsGo();
    var ending = isOwed(stopped.get(), evidence) ? terms.owing() : terms;
    return PlanMaker.narrowed(cure, part)
        .flatMap(
            it ->
                PlanMaker.around(
                    it,
                    Ladder.ofTheRest(it, evidence),
                    diagnosis,
                    ending,
                    new PlanMaker.Pause(!paused, unpause)));
  }

  /**
   * Whether it ended a deployment before it ran, and nobody has started one since. A build that is
   * not listed any more belongs to nobody who could be notified.
   */
  private static boolean isOwed(Incident stopped, Evidence evidence) {
    var job = evidence.environment().pipeline().lockJob();
    var aborted =
        Undone.abortsOf(stopped).stream()
            .map(it -> it.step().buildId())
            .collect(toUnmodifiableSet());
    return evidence.pipeline().value().stream()
        .flatMap(state -> state.builds().stream())
        .filter(build -> build.ref().job().equals(job))
        .max(Comparator.comparingLong(Build::id))
        .filter(newest -> aborted.contains(newest.id()) && !newest.isOpen())
        .filter(newest -> newest.status() != Build.Status.SUCCEEDED)
        .isPresent();
  }

  private static boolean runsOrIsUnknown(Verdict verdict) {
    return verdict instanceof Verdict.Running
        || verdict instanceof Verdict.RunningWithoutLock
        || verdict instanceof Verdict.Acquiring
        || verdict instanceof Verdict.Unknown;
  }

  /** What runs is not known then, which a plan with Concourse's help could not even begin. */
  private static boolean isConcourseSilent(Diagnosis diagnosis) {
    return !diagnosis.evidence().pipeline().isKnown();
  }
}
