package pipelinelock.world.sim;

import java.util.List;
import pipelinelock.ladder.Orphan;
import pipelinelock.ladder.Restart;
import pipelinelock.ladder.Rung;
import pipelinelock.vm.InstanceId;

/** How a ladder is climbed; all but the first of them are broken on purpose. */
enum Limbs {
  SOUND(1),

  /** Sound, where the policy has people start the deployment by hand. */
  SOUND_WITHOUT_A_START(1) {
    @Override
    boolean startsAgain() {
      return false;
    }
  },

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
  TRUST_OPEN_BUILDS_ALONE(940, Twist.ABORTS_ARE_HEEDED_AND_OUTLIVED) {
    /**
     * A start would hide the claim that lives on: the new lock build ends within a minute, and
     * Concourse drops the older containers of its job with it.
     */
    @Override
    boolean startsAgain() {
      return false;
    }

    @Override
    Limbs sound() {
      return SOUND_WITHOUT_A_START;
    }

    @Override
    Rung rung(Rung seen) {
      return seen instanceof Rung.MayEndByItself ? new Rung.Spared("its build has ended") : seen;
    }

    @Override
    Orphan orphan(Orphan seen) {
      return seen instanceof Orphan.MayCome ? new Orphan.None("the lock is free") : seen;
    }
  },

  /** The deployment is started whatever is there. */
  START_WHATEVER_IS_SEEN(5) {
    @Override
    Restart restart(Restart seen) {
      return new Restart.Due(0);
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

  /** Of what kind the world has to be. */
  final Twist twist;

  Limbs(long startsAt) {
    this(startsAt, Twist.NONE);
  }

  Limbs(long startsAt, Twist twist) {
    this.startsAt = startsAt;
    this.twist = twist;
  }

  /** The same without what is broken. */
  Limbs sound() {
    return SOUND;
  }

  boolean startsAgain() {
    return true;
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

  Restart restart(Restart seen) {
    return seen;
  }
}
