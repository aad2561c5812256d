package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The instances of deployment {@code concourse}, each as the Director lists it; guarded by the
 * Director's monitor.
 */
final class DirectorInstances {
  static final String WEB_GROUP = "concourse";
  static final String WORKER_GROUP = "concourse-worker";

  /** In the order of the manifest. */
  static final List<String> GROUPS = List.of(WEB_GROUP, WORKER_GROUP);

  private static final String UNRESPONSIVE = "unresponsive agent";

  private final WorldTime time;
  private final Map<String, ObjectNode> byId = listing("bosh/vms.result.ndjson");
  private final Map<String, ObjectNode> renewed = listing("bosh/vms-after.result.ndjson");
  private final Map<String, ObjectNode> healthy = listing("bosh/vms-after.result.ndjson");
  private final Set<String> dirty = new HashSet<>();
  private final Set<String> ahead = new HashSet<>();
  private int created = 2;

  DirectorInstances(WorldTime time) {
    this.time = time;
  }

  /** The id of an instance that is named by its id, or by its index in its group. */
  Optional<String> find(String group, String idOrIndex) {
    return byId.entrySet().stream()
        .filter(row -> group.equals(text(row.getValue(), "job_name")))
        .filter(
            row ->
                row.getKey().equals(idOrIndex) || text(row.getValue(), "index").equals(idOrIndex))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** All ids, in the order in which a converge goes through them. */
  List<String> inOrder() {
    return byId.keySet().stream()
        .sorted(
            Comparator.comparingInt((String id) -> GROUPS.indexOf(group(id)))
                .thenComparingInt(id -> row(id).path("index").asInt()))
        .toList();
  }

  String group(String id) {
    return text(row(id), "job_name");
  }

  /** {@code concourse-worker/89f7a596-…}. */
  String name(String id) {
    return group(id) + "/" + id;
  }

  /** {@code concourse-worker/89f7a596-… (0)}. */
  String title(String id) {
    return "%s (%s)".formatted(name(id), text(row(id), "index"));
  }

  String vmCid(String id) {
    return hasVm(id) ? text(row(id), "vm_cid") : "";
  }

  String agent(String id) {
    return text(row(id), "agent_id");
  }

  boolean hasVm(String id) {
    return !row(id).path("vm_cid").isNull();
  }

  boolean isIgnored(String id) {
    return row(id).path("ignore").asBoolean();
  }

  /** Whether it should run, rather than be stopped or detached. */
  boolean isWanted(String id) {
    return text(row(id), "state").equals("started");
  }

  boolean isRunning(String id) {
    return text(row(id), "job_state").equals("running");
  }

  boolean isStarting(String id) {
    return text(row(id), "job_state").equals("starting");
  }

  boolean isUnresponsive(String id) {
    return hasVm(id) && text(row(id), "job_state").equals(UNRESPONSIVE);
  }

  boolean isSomeUnresponsive() {
    return byId.keySet().stream().anyMatch(this::isUnresponsive);
  }

  /** Whether an update of it was begun and not finished; no listing shows it. */
  boolean isDirty(String id) {
    return dirty.contains(id);
  }

  void isDirty(String id, boolean broken) {
    if (broken) {
      dirty.add(row(id).path("id").asText());
    } else {
      dirty.remove(id);
    }
  }

  /** Whether it has a manifest that is newer than the deployment's; no listing shows it. */
  boolean isAhead(String id) {
    return ahead.contains(id);
  }

  void isAhead(String id, boolean newer) {
    if (newer) {
      ahead.add(row(id).path("id").asText());
    } else {
      ahead.remove(id);
    }
  }

  void jobState(String id, String state) {
    row(id).put("job_state", state);
  }

  /** Changes any field of a listing's row. */
  void set(String id, String field, JsonNode value) {
    row(id).set(field, value);
  }

  /** Its jobs run and are wanted to. */
  void runs(String id) {
    set(id, "vitals", healthyRow(id).path("vitals"));
    set(id, "processes", healthyRow(id).path("processes"));
    row(id).put("state", "started").put("job_state", "running");
  }

  void isFailing(String id) {
    jobState(id, "failing");
  }

  void agentIsSilent(String id) {
    jobState(id, UNRESPONSIVE);
    row(id).putNull("vitals");
    row(id).set("processes", Json.MAPPER.createArrayNode());
  }

  void vmIsGone(String id) {
    var row = row(id);
    for (String field : List.of("vm_cid", "active", "vm_created_at", "agent_id", "job_state")) {
      row.putNull(field);
    }
    row.putNull("vitals");
    row.set("ips", Json.MAPPER.createArrayNode());
    row.set("processes", Json.MAPPER.createArrayNode());
  }

  /** The first new VM of an instance is the recorded one; later ones get ids of their own. */
  void newVm(String id) {
    var fresh = Optional.ofNullable(renewed.remove(id)).orElseGet(() -> another(id));
    fresh.put("vm_created_at", time.now().truncatedTo(ChronoUnit.SECONDS).toString());
    fresh.put("job_state", "starting");
    fresh.set("state", row(id).path("state"));
    byId.put(id, fresh);
  }

  /** One more of the first worker's group, healthy. */
  void addWorker(String id, int index) {
    var row = healthyRow(find(WORKER_GROUP, "0").orElseThrow());
    row.put("id", id).put("index", index).put("bootstrap", false);
    row.set("ips", Json.MAPPER.createArrayNode().add("10.0.0.%d".formatted(110 + index)));
    healthy.put(id, row);
    byId.put(id, another(id));
  }

  List<ObjectNode> rows() {
    return List.copyOf(byId.values());
  }

  private ObjectNode another(String id) {
    created++;
    return healthyRow(id)
        .put("vm_cid", "i-0aaaaaaaaaaaaaa%02x".formatted(0xa0 + created))
        .put("agent_id", "00000000-0000-4000-8000-00000000b%03x".formatted(created));
  }

  private ObjectNode healthyRow(String id) {
    return known(healthy, id).deepCopy();
  }

  private ObjectNode row(String id) {
    return known(byId, id);
  }

  private static ObjectNode known(Map<String, ObjectNode> rows, String id) {
    return Optional.ofNullable(rows.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no instance " + id));
  }

  private static String text(ObjectNode row, String field) {
    return row.path(field).asText("");
  }

  private static Map<String, ObjectNode> listing(String resource) {
    var rows = new LinkedHashMap<String, ObjectNode>();
    Json.resource(resource)
        .lines()
        .map(Json::parse)
        .map(ObjectNode.class::cast)
        .forEach(row -> rows.put(row.path("id").asText(), row));
    return rows;
  }
}
