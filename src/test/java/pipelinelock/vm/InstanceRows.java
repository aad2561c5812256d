package pipelinelock.vm;

import java.util.List;

/** Instances as the Director's database has them, without what their agents report. */
public final class InstanceRows {
  private InstanceRows() {}

  public static List<InstanceRow> of(List<Instance> instances) {
    return instances.stream().map(InstanceRows::of).toList();
  }

  private static InstanceRow of(Instance it) {
    return new InstanceRow(
        it.id(), it.index(), it.cid(), it.az(), it.ips(), it.vmCreatedAt(), it.expectsVm());
  }
}
