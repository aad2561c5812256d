package pipelinelock.rehearsal.bosh.instance;

import pipelinelock.rehearsal.bosh.log.Cue;
import pipelinelock.rehearsal.bosh.log.Touch;
import pipelinelock.rehearsal.bosh.log.Treatment;

/** Applies a task's events to the VMs that they are about; guarded by the Director's monitor. */
public final class VmLife {
  private final DirectorInstances instances;
  private final VmWatcher watcher;

  public VmLife(DirectorInstances instances, VmWatcher watcher) {
    this.instances = instances;
    this.watcher = watcher;
  }

  public void follow(Cue cue) {
    cue.touch().ifPresent(touch -> follow(touch, cue.moment()));
  }

  /** The task breaks off: jobs that were about to run do not. */
  public void breaksOff(Cue cue) {
    cue.touch().map(Touch::instance).filter(instances::isStarting).ifPresent(instances::isFailing);
  }

  /** Somebody stopped its jobs. */
  public void stops(String id) {
    instances.jobState(id, "stopped");
    watcher.goes(id);
  }

  public void losesItsVm(String id) {
    instances.vmIsGone(id);
    watcher.goes(id);
  }

  public void getsAVm(String id) {
    if (!instances.hasVm(id)) {
      instances.newVm(id);
    }
  }

  private void follow(Touch touch, String moment) {
    String id = touch.instance();
    switch (moment) {
      case "update started" -> begins(touch);
      case "executing drain" -> watcher.drains(id);
      case "stopping jobs" -> stops(id);
      case "Stopping instance finished" -> isStoppedAlone(id);
      case "executing post-stop" -> stopped(touch);
      case "Stopping instance started" -> drains(touch);
      case "Deleting VM finished" -> {
        instances.vmIsGone(id);
        instances.isWanted(id, "detached");
      }
      case "creation started" ->
          instances.marks(id).isSwapBegun(touch.treatment() == Treatment.SWAP);
      case "creation finished" -> isMade(touch);
      case "installing packages", "Creating VM finished" -> isThere(touch);
      case "Starting instance started" -> instances.isWanted(id, "started");
      case "starting jobs" -> instances.jobState(id, "starting");
      case "executing post-start" -> runs(id);
      case "update finished" -> instances.marks(id).finished();
      case "Starting instance finished" -> {
        runs(id);
        instances.marks(id).isDirty(false);
      }
      default -> {}
    }
  }

  private void isMade(Touch touch) {
    if (touch.treatment() == Treatment.SWAP) {
      instances.getsASecondVm(touch.instance());
    } else {
      getsAVm(touch.instance());
    }
  }

  private void isThere(Touch touch) {
    if (touch.treatment() == Treatment.SWAP) {
      instances.firstVmGoes(touch.instance());
    } else {
      getsAVm(touch.instance());
    }
  }

  /** A task of one instance alone says in the Director's database how far it is. */
  private void isStoppedAlone(String id) {
    if (instances.hasVm(id)) {
      stops(id);
    }
    instances.isWanted(id, "stopped");
  }

  private void begins(Touch touch) {
    instances.marks(touch.instance()).isDirty(true);
    if (touch.treatment().beginsWithoutVm()) {
      losesItsVm(touch.instance());
    }
  }

  private void drains(Touch touch) {
    instances.marks(touch.instance()).isDirty(true);
    if (touch.drains()) {
      watcher.drains(touch.instance());
    }
  }

  private void stopped(Touch touch) {
    if (touch.treatment() == Treatment.RECREATE) {
      instances.vmIsGone(touch.instance());
    }
  }

  private void runs(String id) {
    instances.runs(id);
    watcher.comesBack(id, instances.agent(id));
  }
}
