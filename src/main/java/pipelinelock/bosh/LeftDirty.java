package pipelinelock.bosh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pipelinelock.http.Http;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.InstanceId;

/**
 * The instances that a deployment's last update left half way. The Director keeps a flag for it
 * ({@code update_completed}) and shows it nowhere, so it is inferred: the newest update did not end
 * as done, and its log has an {@code Updating instance} that began and did not finish.
 */
final class LeftDirty {
  private static final String UPDATE = "create deployment";
  private static final String STAGE = "Updating instance";

  /** {@code concourse-worker/89f7a596-… (0) (canary)}. */
  private static final Pattern TASK = Pattern.compile("(\\S+/[A-Fa-f0-9-]{36})(?: .*)?");

  private static final ObjectMapper JSON = Http.json();

  private final Tasks tasks;

  LeftDirty(Tasks tasks) {
    this.tasks = tasks;
  }

  List<InstanceId> in(String deployment) {
    return tasks.list("listing the deployment's tasks", "deployment", deployment).stream()
        .filter(task -> task.description().equals(UPDATE) && task.state().isFinal())
        .findFirst()
        .filter(task -> task.state() != DirectorTask.State.DONE)
        .map(task -> unfinished(tasks.events(task.id(), 0).text()))
        .orElse(List.of());
  }

  /** In the order in which they began. */
  static List<InstanceId> unfinished(String events) {
    Set<InstanceId> open = new LinkedHashSet<>();
    events
        .lines()
        .forEach(
            line -> {
              try {
                follow(JSON.readValue(line, EventJson.class), open);
              } catch (JsonProcessingException e) {
                // A line that nobody can read says nothing of an instance.
              }
            });
    return List.copyOf(open);
  }

  private static void follow(EventJson event, Set<InstanceId> open) {
    var matcher = TASK.matcher(event.task());
    if (!event.stage().equals(STAGE) || !matcher.matches()) {
      return;
    }
    var instance = InstanceId.parse(matcher.group(1));
    switch (event.state()) {
      case "started" -> open.add(instance);
      case "finished" -> open.remove(instance);
      default -> {} // in progress or failed: it stays half way
    }
  }
}
