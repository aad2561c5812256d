package pipelinelock.world.sim;

import java.util.List;
import pipelinelock.ladder.Orphan;
import pipelinelock.ladder.Rung;
import pipelinelock.vm.InstanceId;

/** How a ladder is climbed; all but the first of them are broken on purpose. */
enum Limbs {
  SOUND(1),

  /** Whatever is seen, the next VM goes. */
  SKIP_THE_LOOK(5) {
    @Override
    Rung rung(Rung seen) {
      return new Rung.Needed("nobody looked");
    }
  },

  /** Web first: it ends every build that was aborted. */
  CLIMB_FROM_HEAVY(5) {
    @Override
    List<InstanceId> order(List<InstanceId> order) {
      return order.reversed();
    }
  },

  /** What the plan's own aborts orphaned stays claimed. */
  FORGET_THE_GIVE_BACK(5) {
    @Override
    boolean giveBack() {
      return false;
    }
  },

  /** A claim is over when its build is, whatever lives on in its container. */
  TRUST_OPEN_BUILDS_ALONE(130) {
    @Override
    Rung rung(Rung seen) {
      return seen instanceof Rung.MayEndByItself ? new Rung.Spared("its build has ended") : seen;
    }

    @Override
    Orphan orphan(Orphan seen) {
      return seen instanceof Orphan.MayCome ? new Orphan.None("the lock is free") : seen;
    }
  },

  /** Each VM that is called for goes twice, as after a restart that forgot the first. */
  CLIMB_TWICE(5) {
    @Override
    List<InstanceId> order(List<InstanceId> order) {
      return order.stream().flatMap(vm -> List.of(vm, vm).stream()).toList();
    }

    @Override
    Rung rung(Rung seen) {
      return new Rung.Needed("it was forgotten");
    }
  };

  /** A seed from which on a world that shows it is near. */
  final long startsAt;

  Limbs(long startsAt) {
    this.startsAt = startsAt;
  }

  List<InstanceId> order(List<InstanceId> order) {
    return order;
  }

  Rung rung(Rung seen) {
    return seen;
  }

  Orphan orphan(Orphan seen) {
    return seen;
  }

  boolean giveBack() {
    return true;
  }
}
