package pipelinelock.bosh;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** One line of the result of {@code GET /deployments/:d/instances?format=full}. */
record InstanceJson(
    @JsonProperty("job_name") String group,
    String id,
    int index,
    @JsonProperty("vm_cid") @Nullable String cid,
    String state,
    @JsonProperty("job_state") @Nullable String jobState,
    @Nullable Boolean ignore,
    @Nullable String az,
    @Nullable List<String> ips,
    @JsonProperty("vm_type") @Nullable String vmType,
    @Nullable Boolean active,
    @Nullable StemcellJson stemcell,
    @JsonProperty("vm_created_at") @Nullable String created,
    @Nullable List<ProcessJson> processes) {
  record StemcellJson(@Nullable String name, @Nullable String version) {
    Optional<String> text() {
      return name == null ? Optional.empty() : Optional.of(name + "/" + version);
    }
  }

  record ProcessJson(@Nullable String name, @Nullable String state) {
    Instance.Process toProcess() {
      return new Instance.Process(name == null ? "" : name, state == null ? "" : state);
    }
  }

  /**
   * @param expectsVm what only the plain listing says
   * @throws IllegalArgumentException if it does not say which instance it is, or what is wanted
   */
  Instance toInstance(boolean expectsVm) {
    if (group == null || id == null || state == null) {
      throw new IllegalArgumentException("an instance has job_name, id and state");
    }
    return new Instance(
        new InstanceId(group, id),
        index,
        Optional.ofNullable(cid),
        state,
        Optional.ofNullable(jobState),
        Boolean.TRUE.equals(ignore),
        Optional.ofNullable(az),
        ips == null ? List.of() : ips,
        Optional.ofNullable(vmType),
        Optional.ofNullable(active),
        Optional.ofNullable(stemcell).flatMap(StemcellJson::text),
        instant(created),
        processes == null ? List.of() : processes.stream().map(ProcessJson::toProcess).toList(),
        expectsVm);
  }

  static Optional<Instant> instant(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty(); // only shown; the cid tells whether the VM is new
    }
  }
}
