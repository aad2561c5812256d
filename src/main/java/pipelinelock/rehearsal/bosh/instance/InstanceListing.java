package pipelinelock.rehearsal.bosh.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import pipelinelock.rehearsal.http.Json;

/**
 * How the Director lists its instances, or its VMs.
 *
 * @param withoutVm true for {@code /instances}, which also lists instances without a VM; {@code
 *     /vms} does not
 */
public record InstanceListing(DirectorInstances instances, boolean withoutVm) {

  /** The result of the listing's task: one object a line. */
  public String full() {
    return rows().stream().map(row -> Json.write(row) + "\n").collect(Collectors.joining());
  }

  /** What the Director answers at once, from its database. */
  public ArrayNode brief() {
    return Json.array(rows().stream().map(this::brief).toList());
  }

  private List<ObjectNode> rows() {
    return withoutVm ? instances.rows() : instances.vms();
  }

  private ObjectNode brief(ObjectNode row) {
    var brief =
        Json.object(
            "agent_id", row.get("agent_id"),
            "cid", row.get("vm_cid"),
            "job", row.get("job_name"),
            "index", row.get("index"),
            "id", row.get("id"),
            "az", row.get("az"),
            "ips", row.get("ips"),
            "vm_created_at", row.get("vm_created_at"));
    if (withoutVm) {
      return brief.put("expects_vm", instances.expectsVm(row));
    }
    brief.set("active", row.get("active"));
    return brief.put("permanent_nats_credentials", false);
  }
}
