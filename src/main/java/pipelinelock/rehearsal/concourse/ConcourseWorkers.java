package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * The workers on the BOSH instances. A worker's name is the first block of its instance id and the
 * rest of its host name, so a recreated VM keeps only the prefix. Guarded by the Concourse's
 * monitor.
 */
final class ConcourseWorkers {
  static final String WORKER_VM = "89f7a596-7a06-4cae-8565-981af56840e7";
  static final String WEB_VM = "cd83da7e-525b-4177-a2dc-7169892c1be8";

  static final String FIRST_AGENT = "00000000-0000-4000-8000-00000000a001";
  static final String SECOND_AGENT = "00000000-0000-4000-8000-00000000a002";

  /** From the death of a worker until Concourse calls it stalled, as it was seen on a real one. */
  private static final Duration STALLS = Duration.ofSeconds(40);

  /** A worker counts its containers with each heartbeat. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private final WorldTime time;

  /** The newest of each instance last. */
  private final List<Worker> rows = new ArrayList<>();

  /** A row of Concourse's own; that of a worker which is gone may stay for long. */
  private static final class Worker {
    private final String instance;
    private final String name;
    private final Instant since;
    private String state = "running";
    private Optional<WorldTime.Stopwatch> gone = Optional.empty();
    private Optional<WorldTime.Stopwatch> counted = Optional.empty();
    private int containers;

    private Worker(String instance, String name, Instant since) {
      this.instance = instance;
      this.name = name;
      this.since = since;
    }
  }

  ConcourseWorkers(Instant since, WorldTime time) {
    this.time = time;
    arrives(WORKER_VM, FIRST_AGENT, since);
    arrives(WEB_VM, SECOND_AGENT, since);
  }

  /** The name of the worker on the VM of an instance that has this agent. */
  static String name(String instance, String agent) {
    return firstBlock(instance) + agent.substring(agent.indexOf('-'));
  }

  void arrives(String instance, String agent, Instant since) {
    var worker = new Worker(instance, name(instance, agent), since);
    rows.removeIf(row -> row.name.equals(worker.name));
    rows.add(worker);
  }

  void becomes(String instance, String state) {
    alive(instance).ifPresent(worker -> worker.state = state);
  }

  /** Its process is no more; Concourse learns that by and by. */
  void leaves(String instance) {
    alive(instance).ifPresent(worker -> worker.gone = Optional.of(time.start()));
  }

  /**
   * Counts, stalls and forgets what is to be.
   *
   * @param containers how many a worker of a name has
   * @param busy whether an open build has a container on a worker of a name: such a row stays, even
   *     though it was to retire
   */
  void advance(ToIntFunction<String> containers, Predicate<String> busy) {
    rows.removeIf(
        row -> row.gone.isPresent() && row.state.equals("retiring") && !busy.test(row.name));
    for (var row : rows) {
      if (row.gone.isEmpty() && row.counted.stream().allMatch(it -> it.passed(HEARTBEAT))) {
        row.containers = containers.applyAsInt(row.name);
        row.counted = Optional.of(time.start());
      }
      boolean isMissed = row.gone.filter(it -> it.passed(STALLS)).isPresent();
      if (isMissed && row.state.equals("running")) {
        row.state = "stalled";
      }
    }
  }

  /** Of the newest worker of that VM, gone or not; empty when there was none. */
  Optional<String> nameOf(String instance) {
    return of(instance).map(worker -> worker.name).reduce((_, newer) -> newer);
  }

  /** Whose containers of that moment are still listed; empty when that worker is forgotten. */
  Optional<String> nameAt(String instance, Instant moment) {
    return of(instance)
        .filter(worker -> !worker.since.isAfter(moment))
        .reduce((_, newer) -> newer)
        .map(worker -> worker.name);
  }

  ArrayNode json() {
    return Json.array(rows.stream().map(ConcourseWorkers::json).toList());
  }

  private Stream<Worker> of(String instance) {
    return rows.stream().filter(worker -> worker.instance.equals(instance));
  }

  private Optional<Worker> alive(String instance) {
    return of(instance).filter(worker -> worker.gone.isEmpty()).reduce((_, newer) -> newer);
  }

  private static ObjectNode json(Worker worker) {
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
        worker.containers,
        "active_volumes",
        40,
        "active_tasks",
        0,
        "resource_types",
        List.of(git),
        "platform",
        "linux",
        "tags",
        worker.instance.equals(WEB_VM) ? List.of("colocated-with-web") : null,
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
