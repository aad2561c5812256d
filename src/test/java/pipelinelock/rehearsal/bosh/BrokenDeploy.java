package pipelinelock.rehearsal.bosh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.log.Composition;
import pipelinelock.rehearsal.bosh.log.Recording;
import pipelinelock.rehearsal.bosh.log.Recording.Line;
import pipelinelock.rehearsal.bosh.task.DirectorTask;
import pipelinelock.rehearsal.bosh.task.DirectorTask.Order;
import pipelinelock.rehearsal.bosh.task.DirectorTask.State;
import pipelinelock.rehearsal.bosh.task.DirectorTasks;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A deployment of a changed manifest that has just broken off, as a real one did: it finished one
 * instance and failed at the next, so that the next converge takes both back. The one before it was
 * done.
 */
final class BrokenDeploy {
  private static final Recording RECORDED = Recording.named("deploy-breaks-off");
  private static final String FIRST = "worker/c2fbc54b-13ee-4646-b155-78b6816170b3";
  private static final String SECOND = "worker/9994c333-56ff-4906-8974-0b7e2265471e";
  private static final String USER = "admin";

  private final DirectorTasks tasks;
  private final DirectorInstances instances;
  private final WorldTime time;

  BrokenDeploy(DirectorTasks tasks, DirectorInstances instances, WorldTime time) {
    this.tasks = tasks;
    this.instances = instances;
    this.time = time;
  }

  /**
   * @param finished the id of an instance that has the new manifest
   * @param failed the id of the one at which it broke off
   * @return the task's number
   */
  int happens(String finished, String failed) {
    deploy().end(State.DONE, Optional.of("/deployments/" + SimulatedDirector.DEPLOYMENT));
    var task = deploy();
    var begin = time.now().minus(RECORDED.length());
    var score =
        new Composition(begin)
            .add(RECORDED.preparation())
            .add(of(FIRST), Optional.empty(), event -> becomes(event, finished))
            .add(of(SECOND), Optional.empty(), event -> becomes(event, failed))
            .done("");
    score.cues().forEach(task::write);
    var error = RECORDED.error();
    task.fail(
        State.ERROR,
        error.path("code").asInt(),
        error.path("message").asText(),
        time.epochSecond());
    instances.marks(finished).isAhead(true);
    instances.marks(failed).isAhead(true);
    instances.marks(failed).isDirty(true);
    instances.isFailing(failed);
    return task.id();
  }

  private DirectorTask deploy() {
    var order = new Order(tasks.nextId(), "update_deployment", "create deployment", USER, "");
    var task = tasks.add(order, _ -> {});
    task.begin();
    return task;
  }

  private static List<Line> of(String instance) {
    return RECORDED.of(Recording.UPDATING, "worker").stream()
        .filter(line -> line.text("task").startsWith(instance))
        .toList();
  }

  private void becomes(ObjectNode event, String id) {
    boolean canary = event.path("task").asText().endsWith("(canary)");
    event.put("task", instances.title(id) + (canary ? " (canary)" : ""));
    event.set("tags", Json.MAPPER.createArrayNode().add(instances.group(id)));
  }
}
