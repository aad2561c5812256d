package pipelinelock.vm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instance according to the Director's database ({@code GET /deployments/:d/instances}), which
 * needs no agent.
 *
 * @param cid the VM's id in the cloud; absent = no VM
 * @param expectsVm false for an errand's instance, which has no VM and should have none
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
