package pipelinelock.runbook.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Blindness;
import pipelinelock.ladder.Offered;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.blind.BlindNotes;
import pipelinelock.runbook.plan.Neighbours;
import pipelinelock.runbook.plan.Neighbours.Trouble;
import pipelinelock.runbook.plan.Neighbours.Weight;
import pipelinelock.runbook.plan.TakenBack;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.Instance;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.wording.Shortlist;

/**
 * What a plan does besides curing: builds that it ends, other instances that it touches, what it
 * leaves.
 *
 * @param troubles with instances of the deployment
 * @param notes for the approvers, a sentence each
 */
record SideEffects(List<Trouble> troubles, List<String> notes) {
  private static final int NAMED = 8;

  static SideEffects of(Plan plan, Diagnosis diagnosis, Recreator director) {
    List<Instance> instances = diagnosis.evidence().instances().value().orElse(List.of());
    var targets = plan.recreates().stream().map(Step.Recreate::instance).toList();
    var notes = new ArrayList<String>();
    var leftovers = leftovers(director);
    var troubles =
        new ArrayList<>(
            Neighbours.of(instances, targets, Set.copyOf(leftovers.halfWay()), plan.options()));
    troubles.addAll(TakenBack.of(leftovers, instances, targets, plan.options()));
    troubles.stream().map(Trouble::text).forEach(notes::add);
    notes.addAll(
        UpkeepNotes.of(
            director.upkeep(),
            instances.stream().filter(it -> targets.contains(it.id())).toList(),
            plan.options()));
    plan.options().stream().sorted().map(RecreateOption::warning).forEach(notes::add);
    notes.addAll(ends(plan, diagnosis));
    if (!plan.givesBack() && !plan.aborts().isEmpty()) {
      notes.add("What its abort leaves claimed stays claimed: nothing here gives the lock back.");
    }
    return new SideEffects(List.copyOf(troubles), List.copyOf(notes));
  }

  private static List<String> ends(Plan plan, Diagnosis diagnosis) {
    if (Blindness.of(diagnosis.evidence()) instanceof Blindness.Blind blind && plan.actsBlind()) {
      return BlindNotes.of(diagnosis.evidence(), blind);
    }
    return diagnosis
        .recreate()
        .map(cure -> plan.givesBack() ? ends(cure.destroys()) : ends(cure))
        .orElseGet(() -> endedByTheRest(diagnosis));
  }

  /** A lighter cure touches no VM. */
  static SideEffects ofLighter(Plan plan, Diagnosis diagnosis) {
    return new SideEffects(
        List.of(), Offered.of(plan.cure(), diagnosis).map(SideEffects::ends).orElse(List.of()));
  }

  private static UnfinishedTasks leftovers(Recreator director) {
    try {
      return director.leftovers();
    } catch (RemoteFailure e) {
      return UnfinishedTasks.notRead(String.valueOf(e.getMessage()));
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
            .map(
                build ->
                    build.ref().pipeline()
                        + "/"
                        + build.ref().shortForm()
                        + build.startedBy().map(by -> " (started by " + by + ")").orElse(""))
            .toList();
    return List.of("It ends %s.".formatted(Shortlist.of(named, NAMED)));
  }

  /**
   * Empty when the request may be made.
   *
   * @param allowed the options that the policy allows
   */
  Optional<Refused> refusal(CureWish wish, Set<RecreateOption> allowed) {
    return texts(Weight.REFUSED)
        .map(text -> new Refused(Code.NEIGHBOURS_IN_THE_WAY, "Nothing was asked for. " + text))
        .or(
            () ->
                texts(Weight.ASKED_FOR)
                    .filter(_ -> !wish.withNeighbours())
                    .map(
                        text ->
                            new Refused(
                                Code.NEIGHBOURS_IN_THE_WAY,
                                "Nothing was asked for, because a recreate would touch more than its targets. %s %s If the rest is meant too, ask again with `--with-neighbours`."
                                    .formatted(text, alone(allowed)))));
  }

  private static String alone(Set<RecreateOption> allowed) {
    return allowed.contains(RecreateOption.NO_CONVERGE)
        ? "Ask again with `--no-converge`: it touches the targets alone."
        : "`--no-converge` would touch the targets alone; the policy here does not allow it (`approvals.options`).";
  }

  /** All of one weight; empty where there are none. */
  private Optional<String> texts(Weight weight) {
    return troubles.stream()
        .filter(trouble -> trouble.weight() == weight)
        .map(Trouble::text)
        .reduce((one, another) -> one + " " + another);
  }
}
