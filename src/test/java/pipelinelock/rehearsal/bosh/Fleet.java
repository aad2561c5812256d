package pipelinelock.rehearsal.bosh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.instance.VmLife;

/**
 * What happens to the VMs of the simulated Director outside its own tasks. An instance is written
 * {@code group/id}, as {@link SimulatedDirector#WORKER} is.
 */
public final class Fleet {
  private static final String SECOND_WORKER = "3f0c9a52-4d8e-4b61-9b7a-5e2d7c1f8a90";

  private final SimulatedDirector monitor;
  private final DirectorInstances instances;
  private final VmLife life;

  private Fleet(SimulatedDirector director) {
    monitor = director;
    instances = director.instances();
    life = director.life();
  }

  public static Fleet of(SimulatedDirector director) {
    return new Fleet(director);
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
      monitor.jobs().silenceLasts(real);
    }
  }

  /** {@code bosh ignore}: it cannot be recreated, and a recreate of a neighbour warns. */
  public void isIgnored(String instance) {
    shows(instance, "ignore", BooleanNode.TRUE);
  }

  /** Changes a field of its listing: {@code job_state}, {@code state} and so on. */
  public void shows(String instance, String field, JsonNode value) {
    synchronized (monitor) {
      instances.set(idOf(instance), field, value);
    }
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

  /** Somebody deleted its VM behind the Director's back: the next recreate makes a new one. */
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

  static String idOf(String instance) {
    return instance.substring(instance.indexOf('/') + 1);
  }
}
