package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pipelinelock.world.DirectorFacts.InstanceFact;
import pipelinelock.world.DirectorFacts.Lock;
import pipelinelock.world.DirectorFacts.Task;

/** What a Director answers to a request that changes nothing: a pure function of the facts. */
final class DirectorAnswers {
  /** The task of a full listing. */
  private static final long LISTING = 990_001;

  private static final String INFO =
      """
      {"name":"bosh-dev04","uuid":"2daf673a-9755-4b4f-aa6d-3632fbed8012","version":"280.0.0 (00000000)","user":null,"cpi":"aws_cpi","stemcell_os":"ubuntu-jammy","stemcell_version":"1.309","user_authentication":{"type":"basic","options":{}},"features":{}}
      """;
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"));

  private final DirectorFacts facts;
  private final Instant now;

  DirectorAnswers(DirectorFacts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  Told answer(Ask ask) {
    if (facts.outage().isPresent()) {
      return Told.text(facts.outage().get(), "");
    }
    var path = ask.path();
    return switch (path.getFirst()) {
      case "info" -> new Told(200, JSON, INFO, false);
      case "locks" -> list(facts.locks(), DirectorAnswers::lock);
      case "tasks" -> path.size() == 1 ? tasks(ask) : task(ask, path);
      case "deployments" -> path.size() == 1 ? deployments() : deployment(ask, path);
      default -> Told.nothing(404);
    };
  }

  private Told deployments() {
    return list(List.of(facts.deployment()), it -> ConcourseJson.object().put("name", it));
  }

  private Told deployment(Ask ask, List<String> path) {
    if (!path.get(1).equals(facts.deployment())) {
      return new Told(
          404,
          JSON,
          "{\"code\":70000,\"description\":\"Deployment '%s' doesn't exist\"}"
              .formatted(path.get(1)),
          false);
    }
    if (path.size() != 3 || !path.get(2).equals("instances")) {
      return Told.nothing(404);
    }
    return ask.parameter("format").isPresent()
        ? Told.nothing(302).with("Location", List.of("http://127.0.0.1:25555/tasks/" + LISTING))
        : list(facts.instances(), DirectorAnswers::plain);
  }

  private Told tasks(Ask ask) {
    if (ask.parameter("context_id").isPresent()) {
      return list(List.<Task>of(), DirectorAnswers::task);
    }
    var states = ask.parameter("state").map(it -> List.of(it.split(",")));
    return list(
        facts.tasks().stream()
            .filter(it -> states.map(wanted -> wanted.contains(it.state())).orElse(true))
            .sorted(Comparator.comparingLong(Task::id).reversed())
            .toList(),
        DirectorAnswers::task);
  }

  private Told task(Ask ask, List<String> path) {
    if (path.get(1).equals(Long.toString(LISTING))) {
      return path.size() == 2 ? Told.json(listing()) : result(ask);
    }
    return facts.tasks().stream()
        .filter(it -> Long.toString(it.id()).equals(path.get(1)))
        .findFirst()
        .map(it -> Told.json(task(it)))
        .orElse(Told.nothing(404));
  }

  private ObjectNode listing() {
    boolean done = facts.listing().equals("done");
    return task(
        new Task(
            LISTING,
            facts.listing(),
            "retrieve vm-stats",
            "admin",
            Optional.of(facts.deployment()),
            now,
            done ? Optional.of(now) : Optional.empty()));
  }

  private Told result(Ask ask) {
    return ask.parameter("type").equals(Optional.of("result"))
        ? Told.text(
            200,
            facts.instances().stream().map(it -> full(it) + "\n").collect(Collectors.joining()))
        : Told.nothing(204);
  }

  private static ObjectNode task(Task task) {
    var json = ConcourseJson.object();
    json.put("id", task.id());
    json.put("state", task.state());
    json.put("description", task.description());
    json.put("timestamp", task.end().map(Instant::getEpochSecond).orElse(null));
    json.put("started_at", task.start().getEpochSecond());
    json.put("result", task.end().isPresent() ? "" : null);
    json.put("user", task.user());
    json.put("deployment", task.deployment().orElse(null));
    json.put("context_id", "");
    return json;
  }

  private static ObjectNode lock(Lock lock) {
    var json = ConcourseJson.object();
    json.put("type", lock.type());
    json.putArray("resource").add(lock.resource());
    json.put("timeout", lock.timeout().getEpochSecond() + ".123456");
    json.put("task_id", lock.task().map(String::valueOf).orElse(null));
    return json;
  }

  private static ObjectNode plain(InstanceFact it) {
    var json = ConcourseJson.object();
    json.put("agent_id", it.cid().map(cid -> "agent-" + cid).orElse(null));
    json.put("cid", it.cid().orElse(null));
    json.put("job", it.group());
    json.put("index", it.index());
    json.put("id", it.id());
    json.put("az", "z1");
    var ips = json.putArray("ips");
    it.cid().ifPresent(_ -> ips.add("10.0.0." + (10 + it.index())));
    json.put("vm_created_at", it.vmCreated().map(Instant::toString).orElse(null));
    json.put("expects_vm", !it.state().equals("detached"));
    return json;
  }

  private static ObjectNode full(InstanceFact it) {
    var json = ConcourseJson.object();
    boolean silent = it.jobState().equals(Optional.of("unresponsive agent"));
    json.put("vm_cid", it.cid().orElse(null));
    json.put("active", it.cid().isPresent() ? Boolean.TRUE : null);
    json.put("vm_created_at", it.vmCreated().map(Instant::toString).orElse(null));
    json.putArray("ips");
    json.put("agent_id", it.cid().map(cid -> "agent-" + cid).orElse(null));
    json.put("job_name", it.group());
    json.put("index", it.index());
    json.put("job_state", it.jobState().orElse(null));
    json.put("state", it.state());
    json.put("vm_type", "medium");
    json.putNull("vitals");
    var processes = json.putArray("processes");
    if (it.cid().isPresent() && !silent) {
      processes.addObject().put("name", "worker").put("state", it.jobState().orElse("running"));
    }
    json.put("az", "z1");
    json.put("id", it.id());
    json.put("bootstrap", it.index() == 0);
    json.put("ignore", it.ignore());
    json.putObject("stemcell")
        .put("name", "bosh-aws-xen-hvm-ubuntu-jammy-go_agent")
        .put("version", "1.309");
    return json;
  }

  private static <T> Told list(
      List<T> things, java.util.function.Function<T, ? extends JsonNode> writing) {
    var all = ConcourseJson.array();
    things.forEach(it -> all.add(writing.apply(it)));
    return Told.json(all);
  }
}
