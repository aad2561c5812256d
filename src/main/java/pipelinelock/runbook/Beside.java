package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Plan;
import pipelinelock.incident.Step;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.Neighbours.Trouble;
import pipelinelock.runbook.Neighbours.Weight;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/**
 * What a plan does beside curing: builds it ends, neighbours it touches, what it leaves as it is.
 *
 * @param troubles with instances of the deployment
 * @param notes for the people who approve, a sentence each
 */
record Beside(List<Trouble> troubles, List<String> notes) {
  private static final int NAMED = 8;

  static Beside of(Plan plan, Diagnosis diagnosis, Recreator director) {
    List<Instance> instances = diagnosis.evidence().instances().value().orElse(List.of());
    var targets = plan.recreates().stream().map(Step.Recreate::instance).toList();
    var notes = new ArrayList<String>();
    var troubles =
        new ArrayList<>(Neighbours.of(instances, targets, dirty(director, notes), plan.options()));
    troubles.stream().map(Trouble::text).forEach(notes::add);
    plan.options().stream().sorted().map(RecreateOption::warning).forEach(notes::add);
    notes.addAll(diagnosis.recreate().map(Beside::ends).orElseGet(() -> endedByTheRest(diagnosis)));
    return new Beside(List.copyOf(troubles), List.copyOf(notes));
  }

  /** A lighter cure touches no VM. */
  static Beside ofLighter(Plan plan, Diagnosis diagnosis) {
    return new Beside(
        List.of(), PlanMaker.cure(plan.cure(), diagnosis).map(Beside::ends).orElse(List.of()));
  }

  private static Set<InstanceId> dirty(Recreator director, List<String> notes) {
    try {
      return Set.copyOf(director.leftDirty());
    } catch (RemoteFailure e) {
      notes.add(
          "Whether an earlier task left an instance half way could not be read: %s."
              .formatted(e.getMessage()));
      return Set.of();
    }
  }

  /** What the rest of an earlier plan ends, which the verdict of now does not offer. */
  private static List<String> endedByTheRest(Diagnosis diagnosis) {
    return diagnosis.evidence().otherBuilds().isKnown()
        ? ends(diagnosis.evidence().started())
        : List.of("Which builds of other pipelines it ends could not be read.");
  }

  private static List<String> ends(Cure cure) {
    var notes = new ArrayList<>(ends(cure.destroys()));
    if (!cure.doesNotCure().isBlank()) {
      notes.add(cure.doesNotCure());
    }
    return notes;
  }

  private static List<String> ends(List<Build> builds) {
    if (builds.isEmpty()) {
      return List.of();
    }
    var named =
        builds.stream()
            .limit(NAMED)
            .map(
                build ->
                    build.ref().pipeline()
                        + "/"
                        + build.ref().shortForm()
                        + build.startedBy().map(by -> " (started by " + by + ")").orElse(""))
            .collect(Collectors.joining(", "));
    int more = builds.size() - NAMED;
    return List.of(
        "It ends %s%s.".formatted(named, more > 0 ? " and %d more".formatted(more) : ""));
  }

  /** Empty when the request may be made. */
  Optional<Refused> refusal(CureWish wish) {
    return first(Weight.REFUSED)
        .map(text -> new Refused(Code.NEIGHBOURS_IN_THE_WAY, "Nothing was asked for. " + text))
        .or(
            () ->
                first(Weight.ASKED_FOR)
                    .filter(_ -> !(wish instanceof RecreateWish it && it.withNeighbours()))
                    .map(
                        text ->
                            new Refused(
                                Code.NEIGHBOURS_IN_THE_WAY,
                                "Nothing was asked for, because a recreate would touch more than its targets. %s If that is meant, ask again with `--with-neighbours`; to leave it alone, with `--no-converge`."
                                    .formatted(text))));
  }

  private Optional<String> first(Weight weight) {
    return troubles.stream()
        .filter(trouble -> trouble.weight() == weight)
        .map(Trouble::text)
        .findFirst();
  }
}
