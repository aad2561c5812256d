package pipelinelock.ladder;

import java.util.List;
import java.util.Set;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.Instance;

/**
 * Whether the newest look still calls for the recreate of one VM. It is asked before the intent,
 * and again wherever the guard is asked again before the request is sent. What could not be read
 * spares no VM: then the guard decides, and waits.
 */
public sealed interface Rung {
  /**
   * Nothing that was seen spares it.
   *
   * @param why a clause
   */
  record Needed(String why) implements Rung {}

  /**
   * It is needed if this stays: the claim that it would end may also end by itself.
   *
   * @param why a clause
   */
  record MayEndByItself(String why) implements Rung {}

  /**
   * It would cure nothing any more.
   *
   * @param seen what shows that, as sentences
   */
  record Spared(String seen) implements Rung {}

  /**
   * By the look of this moment.
   *
   * @param aborted ids of the builds that the plan has aborted
   */
  static Rung of(Evidence evidence, Step.Recreate step, Set<Long> aborted) {
    if (step.onlyIf().isEmpty()) {
      return new Needed("it is done whatever is seen");
    }
    return switch (step.onlyIf().get()) {
      case STILL_HUNG -> stillHung(evidence, step, aborted);
      case STILL_BLIND -> stillBlind(evidence);
    };
  }

  private static Rung stillHung(Evidence evidence, Step.Recreate step, Set<Long> aborted) {
    if (!runs(evidence, step)) {
      return new Needed("%s does not run itself".formatted(step.instance()));
    }
    return switch (Hang.of(evidence, aborted)) {
      case Hang.Open(var why) -> new Needed(why);
      case Hang.NotRead _ -> new Needed("whether it still hangs could not be read");
      case Hang.Lingers(var why, var vms) ->
          vms.contains(step.instance())
              ? new MayEndByItself(why)
              : new Spared(
                  "%s, which a new %s would not end.".formatted(why, step.instance().group()));
      case Hang.Over(var seen) -> new Spared(seen);
    };
  }

  /** As soon as Concourse says anything, nothing more is done that does not see. */
  private static Rung stillBlind(Evidence evidence) {
    return switch (Blindness.of(evidence)) {
      case Blindness.Blind _ -> new Needed("Concourse is still silent");
      case Blindness.Unclear(var why) -> new Needed(why);
      case Blindness.Sees(var seen) -> new Spared(seen + ".");
    };
  }

  /** One that is broken itself is called for, whatever has become of the build. */
  private static boolean runs(Evidence evidence, Step.Recreate step) {
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(Instance::isRunning)
        .anyMatch(instance -> instance.id().equals(step.instance()));
  }
}
