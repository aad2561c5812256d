package pipelinelock.ladder;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

/** The most that a plan may come to; people who approve a ladder approve this. */
public final class AtMost {
  /** Of the runbook's two: 14 minutes together. */
  private static final int MINUTES = 7;

  private AtMost() {}

  /**
   * A clause that follows "At most:"; empty for a plan that is played to its last step, since that
   * is the most already.
   */
  public static Optional<String> of(Plan plan) {
    var vms = plan.recreates().stream().filter(step -> step.onlyIf().isPresent()).toList();
    if (vms.isEmpty()) {
      return Optional.empty();
    }
    int aborts = plan.aborts().size();
    return Optional.of(
        "%s%s of %s, about %d min each"
            .formatted(
                aborts == 0
                    ? ""
                    : "the end of %s and ".formatted(aborts == 1 ? "1 build" : aborts + " builds"),
                vms.size() == 1 ? "the recreate" : "the recreate, one after the other,",
                vms.stream().map(AtMost::brief).collect(joining(" and ")),
                MINUTES));
  }

  /** {@code about 14 min}: how long so many recreates take, one after the other. */
  public static String time(int vms) {
    return "about %d min".formatted(vms * MINUTES);
  }

  /** What follows it: where the plan ends before. */
  public static String stops() {
    return "It stops as soon as the lock is not hung any more; after the abort that is a matter of seconds.";
  }

  private static String brief(Step.Recreate step) {
    return step.instance().group() + "/" + step.instance().id().substring(0, 8);
  }
}
