package pipelinelock.runbook.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/**
 * What a recreate does to other instances of the deployment. It is a converge and not limited to
 * one VM: a failing instance is drained and restarted first, a dirty one is updated too, and one
 * whose agent does not answer stops the task, or loses its VM with {@code --fix}. Each was observed
 * on a real Director, version 280.0.0; what {@code --no-converge} does to a target without an agent
 * or VM follows that version's {@code jobs/update_instance.rb}. Pure.
 */
public final class Neighbours {
  private Neighbours() {}

  /**
   * One thing that people should know before they approve.
   *
   * @param text a sentence
   * @param weight what follows for the request
   */
  public record Trouble(String text, Weight weight) {}

  /** What a trouble means for a request. */
  public enum Weight {
    /** To be known. */
    TOLD,
    /** Something else than the targets is touched: to be asked for by name. */
    ASKED_FOR,
    /** It cannot work. */
    REFUSED
  }

  /**
   * @param targets the instances that the plan recreates, in its order
   * @param dirty instances that an earlier task left half way; no listing shows it
   */
  public static List<Trouble> of(
      List<Instance> all,
      List<InstanceId> targets,
      Set<InstanceId> dirty,
      Set<RecreateOption> options) {
    return all.stream()
        .flatMap(
            instance ->
                (targets.contains(instance.id())
                        ? target(instance, instance.id().equals(targets.getFirst()), options)
                        : neighbour(instance, dirty.contains(instance.id()), options))
                    .stream())
        .toList();
  }

  /** The same, of all but the targets. */
  public static List<Trouble> besides(
      List<Instance> all,
      List<InstanceId> targets,
      Set<InstanceId> dirty,
      Set<RecreateOption> options) {
    var others = all.stream().filter(instance -> !targets.contains(instance.id())).toList();
    return of(others, targets, dirty, options);
  }

  private static Optional<Trouble> target(
      Instance instance, boolean first, Set<RecreateOption> options) {
    if (!instance.id().isNamedPlainly()) {
      return trouble(
          Weight.REFUSED,
          "The group of %s has a name that the bot does not send in requests. Recreate it yourself: `bosh recreate`.",
          instance);
    }
    if (instance.ignored()) {
      return trouble(
          Weight.REFUSED,
          "%s is ignored, so the Director refuses to recreate it. Unignore it first: `bosh unignore %1$s`.",
          instance);
    }
    if (cannotBeRecreatedAlone(instance, options)) {
      return trouble(
          Weight.REFUSED,
          "%s has no VM, and with `--no-converge` the Director fails when it tries to delete it. Ask without `--no-converge`: a plain recreate creates its VM.",
          instance);
    }
    if (instance.isUnresponsive() && !options.contains(RecreateOption.FIX)) {
      return trouble(Weight.REFUSED, withoutFix(options), instance);
    }
    if (instance.isUnresponsive() && !first && !options.contains(RecreateOption.NO_CONVERGE)) {
      return trouble(
          Weight.TOLD,
          "The agent of %s does not answer: with `--fix` the first recreate replaces its VM too, and its own step then finds that done.",
          instance);
    }
    if (!instance.wanted().equals("started")) {
      return trouble(
          Weight.TOLD, "%s is stopped on purpose; a recreate starts it again.", instance);
    }
    if (instance.hasLostItsVm()) {
      return trouble(Weight.TOLD, "%s has no VM: the Director creates one for it.", instance);
    }
    return Optional.empty();
  }

  /** Only of a detached one the Director knows that there is nothing to delete. */
  private static boolean cannotBeRecreatedAlone(Instance instance, Set<RecreateOption> options) {
    return options.contains(RecreateOption.NO_CONVERGE)
        && instance.cid().isEmpty()
        && !instance.wanted().equals("detached");
  }

  private static String withoutFix(Set<RecreateOption> options) {
    return options.contains(RecreateOption.NO_CONVERGE)
        ? "The agent of %s does not answer, so `--no-converge` alone fails after about two minutes, before it touches anything. Ask with `--no-converge --fix`: its VM is then deleted without a drain."
        : "The agent of %s does not answer, so a plain recreate fails before it touches anything. Ask with `--fix`: its VM is then deleted without a drain.";
  }

  private static Optional<Trouble> neighbour(
      Instance instance, boolean dirty, Set<RecreateOption> options) {
    if (instance.isErrandAtRest()) {
      return Optional.empty(); // it has no VM and needs none, and the Director leaves it
    }
    if (options.contains(RecreateOption.NO_CONVERGE)) {
      return instance.isRunning() && !dirty
          ? Optional.empty()
          : trouble(Weight.TOLD, "%s is not healthy, and stays as it is.", instance);
    }
    if (instance.ignored()) {
      return trouble(Weight.TOLD, "%s is ignored: the Director leaves it as it is.", instance);
    }
    if (instance.isUnresponsive()) {
      return options.contains(RecreateOption.FIX)
          ? trouble(
              Weight.ASKED_FOR,
              "The agent of %s does not answer: with `--fix` its VM is recreated too.",
              instance)
          : trouble(
              Weight.REFUSED,
              "The agent of %s does not answer, so the task fails after about two minutes and touches nothing. Ask with `--no-converge` to leave it alone, or with `--fix` to recreate its VM too.",
              instance);
    }
    if (!instance.wanted().equals("started")) {
      return runsAllTheSame(instance)
          ? trouble(
              Weight.ASKED_FOR,
              "%s is to be stopped, but its processes run: the Director drains and stops it too.",
              instance)
          : trouble(Weight.TOLD, "%s is stopped on purpose, and stays so.", instance);
    }
    if (instance.cid().isEmpty()) {
      return trouble(Weight.ASKED_FOR, "%s has no VM: the Director creates one first.", instance);
    }
    if (!instance.isRunning()) {
      return trouble(
          Weight.ASKED_FOR,
          "%s is not running: the Director drains and restarts it in place first.",
          instance);
    }
    return dirty
        ? trouble(
            Weight.ASKED_FOR,
            "%s was left half way by an earlier task: the Director updates it in place too.",
            instance)
        : Optional.empty();
  }

  /** The Director's own rule for an update ({@code instance_plan.rb}, {@code state_changed?}). */
  private static boolean runsAllTheSame(Instance instance) {
    return instance.wanted().equals("stopped")
        && instance.jobState().equals(Optional.of("running"));
  }

  private static Optional<Trouble> trouble(Weight weight, String text, Instance instance) {
    return Optional.of(new Trouble(text.formatted(instance.id()), weight));
  }
}
