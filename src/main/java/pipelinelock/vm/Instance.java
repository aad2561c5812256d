package pipelinelock.vm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instance as the Director lists it ({@code GET /deployments/:d/instances?format=full}).
 *
 * @param cid the VM's id in the cloud; changes when the VM is recreated; absent = no VM
 * @param wanted the state that the Director wants: {@code started}, {@code stopped}, {@code
 *     detached}
 * @param jobState the state that the VM's process monitor reports: {@code running}, {@code
 *     failing}, {@code unresponsive agent} …; absent if there is no VM
 * @param processes names and states of the processes, {@code web: running}
 * @param expectsVm false for an errand's instance and a detached one, which have no VM and should
 *     have none; only the plain listing says so
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
    List<Process> processes,
    boolean expectsVm) {
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

  /** An errand that is not under way: nothing is the matter with it, and a converge leaves it. */
  public boolean isErrandAtRest() {
    return cid.isEmpty() && !expectsVm && wanted.equals("started");
  }

  /** It should have a VM, and has none. */
  public boolean hasLostItsVm() {
    return cid.isEmpty() && expectsVm && wanted.equals("started");
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
