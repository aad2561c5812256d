package pipelinelock.rehearsal.bosh.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * The instances of deployment {@code concourse}, each as the Director lists it; guarded by the
 * Director's monitor.
 */
public final class DirectorInstances {
  public static final String WEB_GROUP = "concourse";
  static final String WORKER_GROUP = "concourse-worker";
  private static final String ERRAND_GROUP = "smoke";

  /** In the order of the manifest. */
  public static final List<String> GROUPS = List.of(WEB_GROUP, WORKER_GROUP);

  private static final String UNRESPONSIVE = "unresponsive agent";

  private final NewVms newVms;
  private final Map<String, ObjectNode> byId = NewVms.listing("bosh/vms.result.ndjson");
  private final Map<String, ObjectNode> secondVms = new LinkedHashMap<>();
  private final Map<String, UpdateMarks> marks = new HashMap<>();
  private final Set<String> swappedGroups = new HashSet<>();

  public DirectorInstances(WorldTime time) {
    newVms = new NewVms(time);
  }

  /** The id of an instance that is named by its id, or by its index in its group. */
  public Optional<String> find(String group, String idOrIndex) {
    return byId.entrySet().stream()
        .filter(row -> group.equals(text(row.getValue(), "job_name")))
        .filter(
            row ->
                row.getKey().equals(idOrIndex) || text(row.getValue(), "index").equals(idOrIndex))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** All ids, in the order in which a converge goes through them. */
  public List<String> inOrder() {
    return byId.keySet().stream()
        .filter(id -> !isErrand(id))
        .sorted(
            Comparator.comparingInt((String id) -> GROUPS.indexOf(group(id)))
                .thenComparingInt(id -> row(id).path("index").asInt()))
        .toList();
  }

  public String group(String id) {
    return text(row(id), "job_name");
  }

  /** {@code concourse-worker/89f7a596-…}. */
  public String name(String id) {
    return group(id) + "/" + id;
  }

  /** {@code concourse-worker/89f7a596-… (0)}. */
  public String title(String id) {
    return "%s (%s)".formatted(name(id), text(row(id), "index"));
  }

  public String vmCid(String id) {
    return hasVm(id) ? text(row(id), "vm_cid") : "";
  }

  public String agent(String id) {
    return text(row(id), "agent_id");
  }

  public boolean hasVm(String id) {
    return !row(id).path("vm_cid").isNull();
  }

  public boolean isIgnored(String id) {
    return row(id).path("ignore").asBoolean();
  }

  /** Whether it should run, rather than be stopped or detached. */
  public boolean isWanted(String id) {
    return text(row(id), "state").equals("started");
  }

  /** {@code started}, {@code stopped} or {@code detached}, in the Director's database. */
  public void isWanted(String id, String state) {
    row(id).put("state", state);
  }

  public boolean isDetached(String id) {
    return text(row(id), "state").equals("detached");
  }

  /** Its group runs errands: it has a VM only while one runs. */
  public boolean isErrand(String id) {
    return group(id).equals(ERRAND_GROUP);
  }

  /** As the plain listing says: what is detached and what runs errands needs none. */
  boolean expectsVm(ObjectNode row) {
    return !text(row, "job_name").equals(ERRAND_GROUP) && !text(row, "state").equals("detached");
  }

  public boolean isRunning(String id) {
    return text(row(id), "job_state").equals("running");
  }

  boolean isStarting(String id) {
    return text(row(id), "job_state").equals("starting");
  }

  public boolean isUnresponsive(String id) {
    return hasVm(id) && text(row(id), "job_state").equals(UNRESPONSIVE);
  }

  public boolean isSomeUnresponsive() {
    return byId.keySet().stream().anyMatch(this::isUnresponsive);
  }

  /** What of it no listing shows. */
  public UpdateMarks marks(String id) {
    return marks.computeIfAbsent(text(row(id), "id"), _ -> new UpdateMarks());
  }

  /** {@code vm_strategy: create-swap-delete} in the manifest. */
  public void swaps(String group) {
    swappedGroups.add(group);
  }

  /** Whether it gets a second VM before its first one goes. */
  public boolean isSwapped(String id) {
    return swappedGroups.contains(group(id));
  }

  public boolean hasSecondVm(String id) {
    return secondVms.containsKey(id);
  }

  /** The instance's own listing does not show it. */
  void getsASecondVm(String id) {
    secondVms.put(id, newVms.second(id));
  }

  void firstVmGoes(String id) {
    var second = Optional.ofNullable(secondVms.remove(id)).orElseGet(() -> newVms.next(id));
    isOn(id, second.put("active", true).put("job_state", "starting"));
  }

  void jobState(String id, String state) {
    row(id).put("job_state", state);
  }

  /** Changes any field of a listing's row. */
  public void set(String id, String field, JsonNode value) {
    row(id).set(field, value);
  }

  /** Its jobs run and are wanted to. */
  public void runs(String id) {
    set(id, "vitals", newVms.healthy(id).path("vitals"));
    set(id, "processes", newVms.healthy(id).path("processes"));
    row(id).put("state", "started").put("job_state", "running");
  }

  public void isFailing(String id) {
    jobState(id, "failing");
  }

  /** One process does not run, so the instance as a whole is failing. */
  public void processDies(String id, String process) {
    row(id)
        .path("processes")
        .forEach(
            it -> {
              if (it.path("name").asText().equals(process)) {
                ((ObjectNode) it).put("state", "failing");
              }
            });
    isFailing(id);
  }

  /** A failing one is well again. */
  public void processRunsAgain(String id) {
    if (text(row(id), "job_state").equals("failing")) {
      runs(id);
    }
  }

  public void agentIsSilent(String id) {
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

  void newVm(String id) {
    isOn(id, newVms.next(id));
  }

  private void isOn(String id, ObjectNode vm) {
    vm.set("state", row(id).path("state"));
    byId.put(id, vm);
  }

  /** An instance of a group that runs errands, as recorded: without a VM. */
  public String addErrand() {
    var errand = (ObjectNode) Json.parse(Json.resource("bosh/errand.result.ndjson").strip());
    byId.put(text(errand, "id"), errand);
    return text(errand, "id");
  }

  /** One more of the first worker's group, healthy. */
  public void addWorker(String id, int index) {
    var row = newVms.healthy(find(WORKER_GROUP, "0").orElseThrow());
    row.put("id", id).put("index", index).put("bootstrap", false);
    row.set("ips", Json.MAPPER.createArrayNode().add("10.0.0.%d".formatted(110 + index)));
    newVms.knows(id, row);
    byId.put(id, newVms.another(id));
  }

  List<ObjectNode> rows() {
    return List.copyOf(byId.values());
  }

  /** A second VM of an instance too, which is not active. */
  List<ObjectNode> vms() {
    return Stream.concat(byId.values().stream(), secondVms.values().stream())
        .filter(row -> !row.path("vm_cid").isNull())
        .toList();
  }

  private ObjectNode row(String id) {
    return Optional.ofNullable(byId.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no instance " + id));
  }

  private static String text(ObjectNode row, String field) {
    return row.path(field).asText("");
  }
}
