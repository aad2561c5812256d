package pipelinelock.bosh;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;

/** One element of the answer to {@code GET /deployments/:d/instances}. */
record InstanceRowJson(
    @JsonProperty("job") String group,
    String id,
    int index,
    @Nullable String cid,
    @Nullable String az,
    @Nullable List<String> ips,
    @JsonProperty("vm_created_at") @Nullable String created,
    @JsonProperty("expects_vm") @Nullable Boolean expectsVm) {
  /**
   * @throws IllegalArgumentException if it does not say which instance it is
   */
  InstanceRow toRow() {
    if (group == null || id == null) {
      throw new IllegalArgumentException("an instance has job and id");
    }
    return new InstanceRow(
        new InstanceId(group, id),
        index,
        Optional.ofNullable(cid),
        Optional.ofNullable(az),
        ips == null ? List.of() : ips,
        InstanceJson.instant(created),
        !Boolean.FALSE.equals(expectsVm));
  }
}
