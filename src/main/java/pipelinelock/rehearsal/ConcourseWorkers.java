package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The workers by BOSH instance id. A worker is named for the first block of its instance id and the
 * rest of its host name, so a recreated VM keeps the prefix only. Guarded by the Concourse's
 * monitor.
 */
final class ConcourseWorkers {
  static final String WORKER_VM = "89f7a596-7a06-4cae-8565-981af56840e7";
  static final String WEB_VM = "cd83da7e-525b-4177-a2dc-7169892c1be8";

  private final Map<String, Worker> byInstance = new LinkedHashMap<>();

  private record Worker(String name, String state, Instant since) {}

  ConcourseWorkers(Instant since) {
    arrives(WORKER_VM, "00000000-0000-4000-8000-00000000a001", since);
    arrives(WEB_VM, "00000000-0000-4000-8000-00000000a002", since);
  }

  void arrives(String instance, String agent, Instant since) {
    var name = firstBlock(instance) + agent.substring(agent.indexOf('-'));
    byInstance.put(instance, new Worker(name, "running", since));
  }

  void becomes(String instance, String state) {
    byInstance.computeIfPresent(
        instance, (_, worker) -> new Worker(worker.name, state, worker.since));
  }

  void leaves(String instance) {
    byInstance.remove(instance);
  }

  /** Empty when there is none of that VM. */
  Optional<String> nameOf(String instance) {
    return Optional.ofNullable(byInstance.get(instance)).map(Worker::name);
  }

  /** Whether the worker that a VM has now was there at that moment. */
  boolean stoodAt(String instance, Instant moment) {
    return Optional.ofNullable(byInstance.get(instance))
        .filter(worker -> worker.since.isBefore(moment))
        .isPresent();
  }

  /**
   * The list of the workers.
   *
   * @param containers how many a worker of a name has
   */
  ArrayNode json(ToIntFunction<String> containers) {
    return Json.array(
        byInstance.entrySet().stream()
            .map(it -> json(it.getKey(), it.getValue(), containers))
            .toList());
  }

  private static ObjectNode json(String instance, Worker worker, ToIntFunction<String> containers) {
    var git =
        Json.object(
            "type", "git",
            "image", "/var/vcap/packages/concourse/resource-types/git/rootfs.tgz",
            "version", "1.16.0",
            "privileged", false,
            "unique_version_history", false);
    return Json.object(
        "addr",
        "127.0.0.1:40123",
        "baggageclaim_url",
        "http://127.0.0.1:40124",
        "active_containers",
        containers.applyAsInt(worker.name),
        "active_volumes",
        40,
        "active_tasks",
        0,
        "resource_types",
        List.of(git),
        "platform",
        "linux",
        "tags",
        instance.equals(WEB_VM) ? List.of("colocated-with-web") : null,
        "team",
        "",
        "name",
        worker.name,
        "version",
        "2.5",
        "start_time",
        worker.since.getEpochSecond(),
        "ephemeral",
        false,
        "state",
        worker.state);
  }

  private static String firstBlock(String id) {
    return id.substring(0, id.indexOf('-'));
  }
}
