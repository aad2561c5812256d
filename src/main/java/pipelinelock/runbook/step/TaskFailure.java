package pipelinelock.runbook.step;

import java.util.Optional;
import java.util.Set;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.TaskError;

/**
 * Explains what a failed recreate left behind, the likely cause, and what a person should do next.
 * The codes are the Director's ({@code errors.rb}); a held lock is recognised by its text alone.
 */
record TaskFailure(InstanceId instance, String deployment) {
  private static final int AGENT_RAISED = 450001;
  private static final int AGENT_SILENT = 450002;
  private static final int NOT_RUNNING = 400007;
  private static final int IGNORED = 140021;
  private static final int IGNORED_ALONE = 190020;
  private static final int NO_INSTANCE = 70001;

  /** What the Director does before the old VM is deleted, and after the new one is there. */
  private static final Set<String> ON_OLD_VM =
      Set.of(
          "executing pre-stop",
          "executing drain",
          "stopping jobs",
          "executing post-stop",
          "Stopping instance");

  private static final Set<String> ON_NEW_VM =
      Set.of(
          "installing packages",
          "configuring jobs",
          "executing pre-start",
          "starting jobs",
          "executing post-start",
          "Starting instance");

  /**
   * A task of one instance alone marks it as stopped before these, and as detached between them:
   * then no converge makes its VM, and the bot offers none.
   */
  private static final Set<String> MARKED = Set.of("Deleting VM", "Creating VM");

  /** The whole sentence on a task that ended as {@code error} or {@code timeout}. */
  String text(long task, String state, Optional<TaskError> error, Optional<String> result) {
    return "Task %d ended as %s%s. %s"
        .formatted(task, state, told(error, result), error.map(this::advice).orElseGet(this::died));
  }

  private static String told(Optional<TaskError> error, Optional<String> result) {
    return error
        .map(it -> (it.code() == 0 ? "" : " with code " + it.code()) + ": " + it.message())
        .or(() -> result.map(it -> " (" + it + ")"))
        .orElse("");
  }

  private String advice(TaskError error) {
    if (error.message().startsWith("Failed to acquire lock")) {
      return "Another task held the deployment, so nothing was done. Wait for its end (`bosh locks`), then ask again.";
    }
    return switch (Math.clamp(error.code(), 0, Integer.MAX_VALUE)) {
      case IGNORED, IGNORED_ALONE ->
          "BOSH ignores %s, so nothing was done. Run `bosh -d %s unignore %s`, then request it again."
              .formatted(instance, deployment, instance);
      case NO_INSTANCE ->
          "BOSH has no %s any more, so nothing was done. Look with `bosh -d %s instances`."
              .formatted(instance, deployment);
      case NOT_RUNNING ->
          "The VM is new, but its processes did not come up in time. Look with `bosh -d %s instances --ps` and `bosh -d %s logs %s`; they may still come up."
              .formatted(deployment, deployment, instance);
      case AGENT_SILENT ->
          isAt(ON_NEW_VM, error)
              ? "The old VM is gone, and the agent on the new one does not answer. Ask again with `--fix`, where the policy allows it: it deletes the VM without its agent."
              : "The agent on the VM does not answer, so it was most likely not stopped. Ask again with `--fix`, where the policy allows it: it deletes the VM without its agent.";
      case AGENT_RAISED -> raised(error);
      default ->
          isAt(MARKED, error)
              ? "BOSH has marked %s as stopped or detached on the way, so it stays down, and the bot offers it no recreate: `bosh -d %s recreate %s` makes and starts it."
                  .formatted(instance, deployment, instance)
              : "%s may be half way: look with `bosh -d %s instances`, then ask again."
                  .formatted(instance, deployment);
    };
  }

  /** A neighbour's VM, which is updated in place, stays the old one all along. */
  private boolean isAt(Set<String> phases, TaskError error) {
    return error.step().contains(instance.toString()) && phases.contains(error.phase());
  }

  private String raised(TaskError error) {
    if (isAt(ON_NEW_VM, error)) {
      return "The old VM is gone. On the new one something ended with an error, at '%s': look with `bosh -d %s instances --ps` and `bosh -d %s logs %s`, then ask again."
          .formatted(error.phase(), deployment, deployment, instance);
    }
    return isAt(ON_OLD_VM, error)
        ? "A script on the old VM failed, at '%s', so that VM may be half stopped: look with `bosh -d %s instances --ps`, then request it again."
            .formatted(error.phase(), deployment)
        : "A script on the VM failed. The log does not show whether it is the old VM, half stopped, or a new one: look with `bosh -d %s instances --ps`, then ask again."
            .formatted(deployment);
  }

  /** No error event: the process that did the work was killed ({@code result} is null then). */
  private String died() {
    return "The Director's log shows no error, so the process that did the work was most likely killed. Its lock on the deployment remains for up to 4 minutes. %s may be half way: look with `bosh -d %s instances` and `bosh locks`, then ask again."
        .formatted(instance, deployment);
  }
}
