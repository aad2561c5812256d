package pipelinelock.rehearsal.bosh.recreate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.log.Touch;
import pipelinelock.rehearsal.bosh.log.Treatment;

/**
 * The instances that a recreate touches, in the order of the manifest: it brings the whole
 * deployment to its wanted state, not just one VM.
 */
record Converge(DirectorInstances instances, RecreateOrder order) {

  List<Touch> touches() {
    var touches = new ArrayList<Touch>();
    for (String id : instances.inOrder()) {
      treatment(id).ifPresent(how -> touches.add(new Touch(id, how, drains(id))));
    }
    return touches;
  }

  /** The first instance whose agent does not answer, which stops everything but a fix. */
  Optional<String> silent() {
    return order.fix()
        ? Optional.empty()
        : instances.inOrder().stream().filter(instances::isUnresponsive).findFirst();
  }

  boolean isTargetIgnored() {
    return instances.isIgnored(order.target());
  }

  boolean hasIgnored() {
    return instances.inOrder().stream().anyMatch(instances::isIgnored);
  }

  private Optional<Treatment> treatment(String id) {
    if (instances.isIgnored(id)) {
      return Optional.empty();
    }
    return id.equals(order.target()) ? Optional.of(ofTheTarget(id)) : ofANeighbour(id);
  }

  private Treatment ofTheTarget(String id) {
    if (!instances.hasVm(id)) {
      return instances.isDetached(id) ? Treatment.ATTACH : Treatment.CREATE;
    }
    if (instances.isUnresponsive(id)) {
      return Treatment.REPLACE;
    }
    if (!instances.isWanted(id)) {
      return Treatment.START;
    }
    return instances.isSwapped(id) ? Treatment.SWAP : Treatment.RECREATE;
  }

  private Optional<Treatment> ofANeighbour(String id) {
    if (!instances.isWanted(id) || instances.isErrand(id)) {
      return Optional.empty();
    }
    if (!instances.hasVm(id)) {
      return Optional.of(Treatment.CREATE);
    }
    if (instances.isUnresponsive(id)) {
      return Optional.of(Treatment.REPLACE);
    }
    if (instances.marks(id).isSwapBegun()) {
      return Optional.of(Treatment.SWAP);
    }
    if (instances.marks(id).isDirty() || instances.marks(id).isAhead()) {
      return Optional.of(Treatment.UPDATE);
    }
    return instances.isRunning(id) ? Optional.empty() : Optional.of(Treatment.RESTART);
  }

  private boolean drains(String id) {
    return !order.skipDrain() || !instances.group(id).equals(instances.group(order.target()));
  }
}
