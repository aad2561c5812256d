package pipelinelock.rehearsal.bosh;

import java.time.Duration;
import java.util.function.Consumer;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.instance.VmLife;
import pipelinelock.rehearsal.http.Json;

/**
 * The VMs of the simulated Director, for people who trouble them. An instance is written {@code
 * group/id}, as {@link SimulatedDirector#WORKER} is.
 */
public final class Fleet {
  private static final String SECOND_WORKER = "3f0c9a52-4d8e-4b61-9b7a-5e2d7c1f8a90";

  private final Object monitor;
  private final DirectorInstances instances;
  private final VmLife life;
  private final Consumer<Duration> silence;

  /**
   * {@code monitor} guards all that the Director knows.
   *
   * @param silence hears how long a dead agent is waited for
   */
  Fleet(Object monitor, DirectorInstances instances, VmLife life, Consumer<Duration> silence) {
    this.monitor = monitor;
    this.instances = instances;
    this.life = life;
    this.silence = silence;
  }

  /** A process of it does not run: a recreate of a neighbour restarts it in place. */
  public void isFailing(String instance) {
    synchronized (monitor) {
      instances.isFailing(idOf(instance));
    }
  }

  /**
   * Its agent does not answer: a recreate of anything fails after 136 seconds, and with fix its VM
   * is replaced too.
   */
  public void doesNotAnswer(String instance) {
    synchronized (monitor) {
      instances.agentIsSilent(idOf(instance));
    }
  }

  /**
   * How long a listing waits for an agent that does not answer. It is 16 s of real time at every
   * speed, as long as the bot has to wait at a real Director; shorter only for a test that has no
   * time, and then still longer than a person waits for a first answer.
   */
  public void silenceLasts(Duration real) {
    synchronized (monitor) {
      silence.accept(real);
    }
  }

  /** {@code bosh ignore}: it cannot be recreated, and a recreate of a neighbour warns. */
  public void isIgnored(String instance) {
    ignore(instance, true);
  }

  public void isNoLongerIgnored(String instance) {
    ignore(instance, false);
  }

  /** {@code bosh stop}: its VM is there, its jobs are not to run. */
  public void isStopped(String instance) {
    synchronized (monitor) {
      instances.isWanted(idOf(instance), "stopped");
      life.stops(idOf(instance));
    }
  }

  /** {@code bosh stop --hard}: it has no VM and shall have none. */
  public void isDetached(String instance) {
    synchronized (monitor) {
      instances.isWanted(idOf(instance), "detached");
      life.losesItsVm(idOf(instance));
    }
  }

  /** Somebody deleted its VM behind the Director's back: the next recreate makes it anew. */
  public void losesItsVm(String instance) {
    synchronized (monitor) {
      life.losesItsVm(idOf(instance));
    }
  }

  /**
   * An earlier task broke off in the middle of it, which no listing shows: a recreate of a
   * neighbour updates it in place.
   */
  public void isLeftDirty(String instance) {
    synchronized (monitor) {
      instances.marks(idOf(instance)).isDirty(true);
    }
  }

  /** Its agent answers and all its processes run, as if nothing had been. */
  public void isWell(String instance) {
    synchronized (monitor) {
      instances.marks(idOf(instance)).isDirty(false);
      life.getsAVm(idOf(instance));
      instances.runs(idOf(instance));
    }
  }

  /** A second instance of the worker's group, running. */
  public String addsWorker() {
    synchronized (monitor) {
      instances.addWorker(SECOND_WORKER, 1);
      return instances.name(SECOND_WORKER);
    }
  }

  /** An instance of a group that runs errands, which has no VM and needs none. */
  public String addsErrand() {
    synchronized (monitor) {
      return instances.name(instances.addErrand());
    }
  }

  /**
   * {@code vm_strategy: create-swap-delete} for the group of this instance: a recreate makes a
   * second VM, on another address, before the first one goes.
   */
  public void isSwapped(String instance) {
    synchronized (monitor) {
      instances.swaps(instances.group(idOf(instance)));
    }
  }

  /** Empty when it has no VM. */
  public String vmCid(String instance) {
    synchronized (monitor) {
      return instances.vmCid(idOf(instance));
    }
  }

  /** Whether an update of it was begun and not finished. */
  public boolean isDirty(String instance) {
    synchronized (monitor) {
      return instances.marks(idOf(instance)).isDirty();
    }
  }

  private void ignore(String instance, boolean ignored) {
    synchronized (monitor) {
      instances.set(idOf(instance), "ignore", Json.MAPPER.getNodeFactory().booleanNode(ignored));
    }
  }

  static String idOf(String instance) {
    return instance.substring(instance.indexOf('/') + 1);
  }
}
