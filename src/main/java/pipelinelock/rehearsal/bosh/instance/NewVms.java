package pipelinelock.rehearsal.bosh.instance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * VMs that the cloud creates, as the Director lists them. The first new VM of an instance is the
 * recorded one; later ones get new ids. Guarded by the Director's monitor.
 */
final class NewVms {
  private final WorldTime time;
  private final Map<String, ObjectNode> recorded = listing("bosh/vms-after.result.ndjson");
  private final Map<String, ObjectNode> healthy = listing("bosh/vms-after.result.ndjson");
  private int created = 2;

  NewVms(WorldTime time) {
    this.time = time;
  }

  /** Its jobs do not run yet. */
  ObjectNode next(String id) {
    var fresh = Optional.ofNullable(recorded.remove(id)).orElseGet(() -> another(id));
    return fresh
        .put("vm_created_at", time.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("job_state", "starting");
  }

  /** On another address than the instance's first, without jobs, and not active yet. */
  ObjectNode second(String id) {
    var second = next(id).put("active", false).put("job_state", "running");
    second.set("ips", Json.MAPPER.createArrayNode().add("10.0.1.%d".formatted(created)));
    second.set("processes", Json.MAPPER.createArrayNode());
    return second;
  }

  /** One with ids of its own, and all its jobs running. */
  ObjectNode another(String id) {
    created++;
    return healthy(id)
        .put("vm_cid", "i-0aaaaaaaaaaaaaa%02x".formatted(0xa0 + created))
        .put("agent_id", "00000000-0000-4000-8000-00000000b%03x".formatted(created));
  }

  /** How the instance is listed when all is well. */
  ObjectNode healthy(String id) {
    return Optional.ofNullable(healthy.get(id))
        .map(ObjectNode::deepCopy)
        .orElseThrow(() -> new IllegalArgumentException("no instance " + id));
  }

  /** There is one more, which looks so when all is well. */
  void knows(String id, ObjectNode row) {
    healthy.put(id, row);
  }

  static Map<String, ObjectNode> listing(String resource) {
    var rows = new LinkedHashMap<String, ObjectNode>();
    Json.resource(resource)
        .lines()
        .map(Json::parse)
        .map(ObjectNode.class::cast)
        .forEach(row -> rows.put(row.path("id").asText(), row));
    return rows;
  }
}
