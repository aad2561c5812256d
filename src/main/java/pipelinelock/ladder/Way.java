package pipelinelock.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.pipeline.Build;
import pipelinelock.wording.Shortlist;

/**
 * One way out of what is there, for people who choose between them.
 *
 * @param name what would be done
 * @param time how long it takes
 * @param ends which builds it ends, a clause
 * @param stays what is not cured by it, a sentence; empty where nothing stays
 */
public record Way(String name, String time, String ends, String stays) {
  private static final int NAMED = 5;
  private static final String SECONDS = "seconds";

  /** The plan that was asked for, then those that were not; the lightest first. */
  public static List<Way> of(Plan plan, Diagnosis diagnosis) {
    var ways = new ArrayList<Way>();
    ways.add(asked(plan, diagnosis));
    for (var cure : diagnosis.cures()) {
      alone(cure, plan, diagnosis).ifPresent(ways::add);
    }
    diagnosis
        .recreate()
        .map(cure -> wholesale(cure, diagnosis))
        .filter(_ -> plan.cure() == CureKind.RECREATE)
        .ifPresent(ways::add);
    return List.copyOf(ways);
  }

  /** {@code Abort alone: seconds. Ends pipeline-lock build 123. …}. */
  public String text() {
    return "%s: %s. %s. %s".formatted(name, time, ends, stays).strip();
  }

  private static Way asked(Plan plan, Diagnosis diagnosis) {
    if (plan.actsBlind()) {
      return new Way(
          "This plan",
          AtMost.time(plan.recreates().size()),
          "Ends builds that nobody can see",
          "What is claimed stays claimed.");
    }
    return plan.cure() == CureKind.RECREATE
        ? climbed(plan, diagnosis)
        : new Way(
            "This plan",
            SECONDS,
            ends(diagnosis, destroyed(plan.cure(), diagnosis)),
            stays(plan, left(plan.cure(), diagnosis)));
  }

  private static Way climbed(Plan plan, Diagnosis diagnosis) {
    var vms = plan.recreates();
    boolean stops = vms.stream().allMatch(step -> step.onlyIf().isPresent());
    var aborted = builds(diagnosis, plan);
    var others =
        destroyed(CureKind.RECREATE, diagnosis).stream()
            .filter(it -> !aborted.contains(it))
            .toList();
    String first = ends(diagnosis, aborted);
    return new Way(
        "This plan",
        stops && !aborted.isEmpty()
            ? "%s if the abort is enough, else %s at most"
                .formatted(SECONDS, AtMost.time(vms.size()))
            : AtMost.time(vms.size()),
        others.isEmpty()
            ? first
            : "%s; with the VMs also %s".formatted(first, named(diagnosis, others)),
        stays(plan, left(CureKind.RECREATE, diagnosis)));
  }

  private static String stays(Plan plan, String cured) {
    var own = new ArrayList<String>();
    if (plan.givesBack()) {
      own.add("What it leaves claimed, it gives back.");
    }
    if (plan.startsAgain()) {
      own.add("It starts the deployment again.");
    }
    return own.isEmpty() ? cured : String.join(" ", own);
  }

  /** What the verdict offers besides the plan, done by itself. */
  private static Optional<Way> alone(Cure cure, Plan plan, Diagnosis diagnosis) {
    return Offered.kind(cure)
        .filter(kind -> kind != plan.cure() && kind != CureKind.UNPAUSE)
        .map(
            kind ->
                new Way(
                    name(kind), time(cure), ends(diagnosis, cure.destroys()), cure.doesNotCure()));
  }

  private static String name(CureKind kind) {
    String word = kind.word();
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " alone";
  }

  private static String time(Cure cure) {
    return cure instanceof Cure.Recreate recreate
        ? AtMost.time(recreate.instances().size())
        : SECONDS;
  }

  /** As the runbook has it: no look in between, and it neither gives back nor starts anything. */
  private static Way wholesale(Cure.Recreate cure, Diagnosis diagnosis) {
    int vms = cure.instances().size();
    return new Way(
        "By hand, as the runbook does it (%s)"
            .formatted(vms == 1 ? "the VM" : "all %d VMs".formatted(vms)),
        AtMost.time(vms),
        ends(diagnosis, cure.destroys()),
        "The lock stays claimed, and somebody has to start the deployment.");
  }

  private static List<Build> builds(Diagnosis diagnosis, Plan plan) {
    return diagnosis.evidence().pipeline().value().stream()
        .flatMap(state -> state.builds().stream())
        .filter(build -> plan.aborts().contains(build.id()))
        .toList();
  }

  private static List<Build> destroyed(CureKind kind, Diagnosis diagnosis) {
    return Offered.of(kind, diagnosis)
        .map(Cure::destroys)
        .orElseGet(() -> diagnosis.evidence().started());
  }

  private static String left(CureKind kind, Diagnosis diagnosis) {
    return Offered.of(kind, diagnosis).map(Cure::doesNotCure).orElse("");
  }

  private static String ends(Diagnosis diagnosis, List<Build> builds) {
    return builds.isEmpty() ? "Ends no build" : "Ends " + named(diagnosis, builds);
  }

  private static String named(Diagnosis diagnosis, List<Build> builds) {
    String own = diagnosis.evidence().environment().pipeline().name();
    return Shortlist.of(
        builds.stream()
            .map(Build::ref)
            .map(
                ref ->
                    ref.pipeline().equals(own)
                        ? ref.shortForm()
                        : ref.pipeline() + "/" + ref.shortForm())
            .toList(),
        NAMED);
  }
}
