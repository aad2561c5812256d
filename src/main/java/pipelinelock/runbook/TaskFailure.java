package pipelinelock.runbook;

import java.util.Optional;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.TaskError;

/**
 * Says in words what a recreate that failed left behind, why most likely, and what a person does
 * next. The codes are the Director's ({@code errors.rb}); that of a lock is told by its text alone.
 */
record TaskFailure(InstanceId instance, String deployment) {
  private static final int AGENT_RAISED = 450001;
  private static final int AGENT_SILENT = 450002;
  private static final int NOT_RUNNING = 400007;
  private static final int IGNORED = 140021;
  private static final int IGNORED_ALONE = 190020;
  private static final int NO_INSTANCE = 70001;

  /** The whole sentence on a task that ended as {@code error} or {@code timeout}. */
  String text(long task, String state, Optional<TaskError> error, Optional<String> result) {
    return "Task %d ended as %s%s. %s"
        .formatted(task, state, told(error, result), error.map(this::advice).orElseGet(this::died));
  }

  private static String told(Optional<TaskError> error, Optional<String> result) {
    return error
        .map(it -> " with code %d: %s".formatted(it.code(), it.message()))
        .or(() -> result.map(it -> " (" + it + ")"))
        .orElse("");
  }

  private String advice(TaskError error) {
    if (error.message().startsWith("Failed to acquire lock")) {
      return "Another task held the deployment, so nothing was done. Wait for its end (`bosh locks`), then ask again.";
    }
    return switch ((int) error.code()) {
      case IGNORED, IGNORED_ALONE ->
          "BOSH is told to ignore %s, so nothing was done. `bosh -d %s unignore %s`, then ask again."
              .formatted(instance, deployment, instance);
      case NO_INSTANCE ->
          "BOSH has no %s any more, so nothing was done. Look with `bosh -d %s instances`."
              .formatted(instance, deployment);
      case NOT_RUNNING ->
          "The VM is new, but its processes did not come up in time. Look with `bosh -d %s instances --ps` and `bosh -d %s logs %s`; they may still come up."
              .formatted(deployment, deployment, instance);
      case AGENT_SILENT ->
          "The agent on the VM does not answer, so it was most likely not stopped. Ask again with `--fix`, where the policy allows it: it deletes the VM without its agent.";
      case AGENT_RAISED ->
          "A script on the VM ended with an error, most likely drain or pre-start. The old VM may be stopped by half: look with `bosh -d %s instances --ps`, then ask again."
              .formatted(deployment);
      default ->
          "%s may be half way: look with `bosh -d %s instances`, then ask again."
              .formatted(instance, deployment);
    };
  }

  /** No error event: the process that did the work was killed ({@code result} is null then). */
  private String died() {
    return "The Director's log names no error, so the process that did the work was most likely killed. It leaves the deployment's lock for up to 4 minutes. %s may be half way: look with `bosh -d %s instances` and `bosh locks`, then ask again."
        .formatted(instance, deployment);
  }
}
