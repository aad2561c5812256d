package pipelinelock.vm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instance as the Director lists it ({@code GET /deployments/:d/instances?format=full}).
 *
 * @param cid the VM's id in the cloud; changes when the VM is recreated; absent = no VM
 * @param wanted what the Director wants: {@code started}, {@code stopped}, {@code detached}
 * @param jobState what the VM's own process monitor says: {@code running}, {@code failing}, {@code
 *     unresponsive agent} …; absent where there is no VM
 * @param processes names and states of the processes, {@code web: running}
 */
public record Instance(
    InstanceId id,
    int index,
    Optional<String> cid,
    String wanted,
    Optional<String> jobState,
    boolean ignored,
    Optional<String> az,
    List<String> ips,
    Optional<String> vmType,
    Optional<Boolean> active,
    Optional<String> stemcell,
    Optional<Instant> vmCreatedAt,
    List<Process> processes) {
  /** A process on the VM. */
  public record Process(String name, String state) {}

  public Instance {
    ips = List.copyOf(ips);
    processes = List.copyOf(processes);
  }

  /** The VM is there, wanted, and says that all its processes run. */
  public boolean isRunning() {
    return cid.isPresent() && wanted.equals("started") && jobState.equals(Optional.of("running"));
  }

  public boolean isUnresponsive() {
    return jobState.equals(Optional.of("unresponsive agent"));
  }

  /** What {@code bosh vms} prints in its column "Process State" (cli {@code director/vms.go}). */
  public String processState() {
    boolean idle = jobState.equals(Optional.of("running")) && processes.isEmpty();
    return idle ? "" : jobState.orElse("");
  }
}
