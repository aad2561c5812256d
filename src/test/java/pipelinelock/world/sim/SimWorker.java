package pipelinelock.world.sim;

import java.util.List;

/** A worker's VM and the worker on it: the VM's id stays, the worker's name changes with the VM. */
final class SimWorker {
  static final long STALLED_AFTER = 40;
  static final long NEVER = Long.MAX_VALUE;

  final String group;
  final String instance;
  final List<String> tags;
  String name;
  String cid;
  long registeredAt;

  /** When the VM died under it. */
  long deadSince = NEVER;

  /** While BOSH replaces the VM; its worker is draining, then gone. */
  boolean draining;

  boolean gone;

  /** Somebody lets it land: it takes no new work. */
  boolean landing;

  private int generation;

  SimWorker(String group, String instance, List<String> tags, long registeredAt) {
    this.group = group;
    this.instance = instance;
    this.tags = List.copyOf(tags);
    this.registeredAt = registeredAt;
    this.name = nextName();
    this.cid = nextCid();
  }

  private String nextName() {
    generation++;
    return instance.substring(0, 8) + "-worker-" + generation;
  }

  private String nextCid() {
    return "i-" + instance.substring(0, 8) + "-" + generation;
  }

  boolean isDead() {
    return deadSince != NEVER;
  }

  /** Whether Concourse would place a step here now. */
  boolean takesWork(long now) {
    return !gone && !draining && !landing && state(now).equals("running");
  }

  /** Whether processes on it live. */
  boolean lives() {
    return !gone && !isDead();
  }

  /** Concourse's word. */
  String state(long now) {
    if (isDead()) {
      return now >= deadSince + STALLED_AFTER ? "stalled" : "running";
    }
    return draining ? "retiring" : landing ? "landing" : "running";
  }

  void cameBack(long now) {
    name = nextName();
    cid = nextCid();
    registeredAt = now;
    deadSince = NEVER;
    draining = false;
    gone = false;
    landing = false;
  }
}
