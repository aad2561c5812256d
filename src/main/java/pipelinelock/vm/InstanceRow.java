package pipelinelock.vm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instance as the Director's database has it ({@code GET /deployments/:d/instances}): what is
 * known without asking any agent.
 *
 * @param cid the VM's id in the cloud; absent = no VM
 * @param expectsVm false for an errand's instance, which has no VM and shall have none
 */
public record InstanceRow(
    InstanceId id,
    int index,
    Optional<String> cid,
    Optional<String> az,
    List<String> ips,
    Optional<Instant> vmCreatedAt,
    boolean expectsVm) {
  public InstanceRow {
    ips = List.copyOf(ips);
  }
}
