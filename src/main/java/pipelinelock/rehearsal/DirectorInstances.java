package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The instances of deployment {@code concourse} as the recorded listings show them; guarded by the
 * Director's monitor.
 */
final class DirectorInstances {
  private final WorldTime time;
  private final Map<String, ObjectNode> byId = listing("bosh/vms.result.ndjson");
  private final Map<String, ObjectNode> renewed = listing("bosh/vms-after.result.ndjson");
  private int created = 2;

  DirectorInstances(WorldTime time) {
    this.time = time;
  }

  boolean has(String group, String id) {
    return Optional.ofNullable(byId.get(id)).filter(row -> group.equals(group(row))).isPresent();
  }

  String group(String id) {
    return group(row(id));
  }

  String vmCid(String id) {
    return row(id).path("vm_cid").asText("");
  }

  String agent(String id) {
    return row(id).path("agent_id").asText("");
  }

  void jobState(String id, String state) {
    row(id).put("job_state", state);
  }

  /**
   * Changes any field of a listing's row, as a neighbour that is ignored, failing or stopped shows
   * it.
   */
  void set(String id, String field, JsonNode value) {
    row(id).set(field, value);
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
    var fresh =
        Optional.ofNullable(renewed.remove(id)).orElseGet(() -> another(row(id).deepCopy(), id));
    fresh.put("vm_created_at", time.now().truncatedTo(ChronoUnit.SECONDS).toString());
    fresh.put("job_state", "starting");
    byId.put(id, fresh);
  }

  String full(boolean withoutVm) {
    return rows(withoutVm).stream()
        .map(row -> Json.write(row) + "\n")
        .collect(Collectors.joining());
  }

  ArrayNode brief(boolean withoutVm) {
    return Json.array(rows(withoutVm).stream().map(row -> brief(row, withoutVm)).toList());
  }

  private ObjectNode another(ObjectNode row, String id) {
    created++;
    var first = listing("bosh/vms-after.result.ndjson").get(id);
    var fresh = first == null ? row : first;
    fresh.put("vm_cid", "i-0aaaaaaaaaaaaaa%02x".formatted(0xa0 + created));
    fresh.put("agent_id", "00000000-0000-4000-8000-00000000b%03x".formatted(created));
    return fresh;
  }

  private List<ObjectNode> rows(boolean withoutVm) {
    Predicate<ObjectNode> hasVm = row -> !row.path("vm_cid").isNull();
    return byId.values().stream().filter(hasVm.or(_ -> withoutVm)).toList();
  }

  private static ObjectNode brief(ObjectNode row, boolean instance) {
    var brief =
        Json.object(
            "agent_id", row.get("agent_id"),
            "cid", row.get("vm_cid"),
            "job", group(row),
            "index", row.get("index"),
            "id", row.get("id"),
            "az", row.get("az"),
            "ips", row.get("ips"),
            "vm_created_at", row.get("vm_created_at"));
    if (instance) {
      return brief.put("expects_vm", true);
    }
    brief.set("active", row.get("active"));
    return brief.put("permanent_nats_credentials", false);
  }

  private ObjectNode row(String id) {
    return Optional.ofNullable(byId.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no instance " + id));
  }

  private static String group(ObjectNode row) {
    return row.path("job_name").asText();
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
