package pipelinelock.ladder;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

/** The most that a plan may come to; people who approve a ladder approve this. */
public final class AtMost {
  /** Of the runbook's two: 14 minutes together. */
  private static final int MINUTES = 7;

  private AtMost() {}

  /**
   * A clause that follows "At most:"; empty for a recreate that is played to its last step and for
   * an unpause, since their steps say it.
   */
  public static Optional<String> of(Plan plan) {
    return switch (plan.cure()) {
      case BLIND, RECREATE -> ladder(plan);
      case ABORT -> Optional.of(aborts(plan) + givesBack(plan) + starts(plan));
      case RELEASE -> Optional.of("the lock is given back" + again(plan) + starts(plan));
      case UNPAUSE -> Optional.empty();
    };
  }

  private static String aborts(Plan plan) {
    int aborts = plan.aborts().size();
    return "the end of %s".formatted(aborts == 1 ? "1 build" : aborts + " builds");
  }

  private static String givesBack(Plan plan) {
    return plan.givesBack() ? ", and the lock given back if that leaves it claimed" : "";
  }

  private static String again(Plan plan) {
    return plan.steps().stream().anyMatch(Step.ReleaseAgain.class::isInstance)
        ? ", once more if an aborted claim takes it"
        : "";
  }

  private static String starts(Plan plan) {
    return plan.startsAgain() ? ", and a deployment started" : "";
  }

  private static Optional<String> ladder(Plan plan) {
    var vms = plan.recreates().stream().filter(step -> step.onlyIf().isPresent()).toList();
    if (vms.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s%s of %s, about %d min%s"
            .formatted(
                plan.aborts().isEmpty() ? "" : aborts(plan) + " and ",
                vms.size() == 1 ? "the recreate" : "the recreate, one after the other,",
                vms.stream().map(AtMost::brief).collect(joining(" and ")),
                MINUTES,
                vms.size() == 1 ? "" : " each"));
  }

  /** {@code about 14 min}: how long so many recreates take, one after the other. */
  public static String time(int vms) {
    return "about %d min".formatted(vms * MINUTES);
  }

  /** What follows it: where the plan ends before; empty for one that has nothing to stop before. */
  public static String stops(Plan plan) {
    return plan.cure() == CureKind.RECREATE
        ? "It stops as soon as the lock is not hung any more; after the abort that is a matter of seconds."
        : "";
  }

  private static String brief(Step.Recreate step) {
    return step.instance().shortForm();
  }
}
