package pipelinelock.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The lock and the builds of its job, as far as the end of a ladder is about them. A claim waits
 * until the lock is free; one whose build was aborted takes it like any other, and nobody will give
 * it back.
 *
 * @param lock who has it
 * @param tip how often the branch has changed
 * @param dead whether an aborted claim lives on and has not had its lock
 * @param waiting how many deployments wait for it, whoever began them
 * @param starting starts that have left and not arrived
 * @param started starts that arrived
 * @param pushing releases that have left and not arrived
 * @param released the steps whose release the branch has
 */
record EndWorld(
    Holder lock,
    int tip,
    boolean dead,
    int waiting,
    List<Start> starting,
    List<Start> started,
    List<Push> pushing,
    List<Integer> released) {
  enum Holder {
    NOBODY,
    /** A build that was aborted. */
    A_DEAD_CLAIM,
    A_DEPLOYMENT
  }

  /** A request to start the deployment, by the label of its intent. */
  record Start(String label) {}

  /**
   * A release on top of a tip; it lands there or not at all.
   *
   * @param forced lands wherever the branch is
   */
  record Push(int step, int onto, boolean forced) {}

  EndWorld {
    starting = List.copyOf(starting);
    started = List.copyOf(started);
    pushing = List.copyOf(pushing);
    released = List.copyOf(released);
  }

  /** After an abort that was heeded: its claim had landed, or may land yet. */
  static EndWorld afterAnAbort(boolean landed) {
    return new EndWorld(
        landed ? Holder.A_DEAD_CLAIM : Holder.NOBODY,
        0,
        !landed,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** After a release by the first step of a plan, for which a claim waited. */
  static EndWorld afterARelease(boolean deadClaimWaited) {
    return new EndWorld(
        Holder.NOBODY,
        1,
        deadClaimWaited,
        deadClaimWaited ? 0 : 1,
        List.of(),
        List.of(),
        List.of(),
        List.of(0));
  }

  /** As a look shows it: not what is on its way. */
  EndWorld seen() {
    return new EndWorld(lock, tip, dead, waiting, List.of(), started, List.of(), released);
  }

  boolean isDeploying() {
    return lock == Holder.A_DEPLOYMENT || waiting > 0;
  }

  boolean hasStarted(String label) {
    return started.contains(new Start(label));
  }

  /** Who waits may take the free lock. */
  void goesOn(BiConsumer<String, EndWorld> moves) {
    if (lock != Holder.NOBODY) {
      return;
    }
    if (dead) {
      moves.accept("the dead claim takes the lock", taken(Holder.A_DEAD_CLAIM, false, waiting));
    }
    if (waiting > 0) {
      moves.accept("a deployment takes the lock", taken(Holder.A_DEPLOYMENT, dead, waiting - 1));
    }
  }

  private EndWorld taken(Holder by, boolean nowDead, int nowWaiting) {
    return new EndWorld(by, tip + 1, nowDead, nowWaiting, starting, started, pushing, released);
  }

  /** Somebody else begins a deployment. */
  EndWorld withAStranger() {
    return new EndWorld(lock, tip, dead, waiting + 1, starting, started, pushing, released);
  }

  EndWorld sends(Start start) {
    return new EndWorld(
        lock, tip, dead, waiting, plus(starting, start), started, pushing, released);
  }

  EndWorld sends(Push push) {
    return new EndWorld(lock, tip, dead, waiting, starting, started, plus(pushing, push), released);
  }

  EndWorld loses(Start start) {
    return new EndWorld(
        lock, tip, dead, waiting, minus(starting, start), started, pushing, released);
  }

  EndWorld takes(Start start) {
    return new EndWorld(
        lock,
        tip,
        dead,
        waiting + 1,
        minus(starting, start),
        plus(started, start),
        pushing,
        released);
  }

  EndWorld loses(Push push) {
    return new EndWorld(
        lock, tip, dead, waiting, starting, started, minus(pushing, push), released);
  }

  /** Nothing where the branch has moved on, unless it is forced. */
  EndWorld takes(Push push) {
    var rest = loses(push);
    return isAccepted(push)
        ? new EndWorld(
            Holder.NOBODY,
            tip + 1,
            dead,
            waiting,
            starting,
            started,
            rest.pushing,
            plus(released, push.step()))
        : rest;
  }

  boolean isAccepted(Push push) {
    return (push.forced() || push.onto() == tip) && lock != Holder.NOBODY;
  }

  /** What is wrong about this release, should it land now. */
  Optional<String> harmOf(Push push) {
    return isAccepted(push) && lock == Holder.A_DEPLOYMENT
        ? Optional.of("the lock is given back under a deployment")
        : Optional.empty();
  }

  private static <T> List<T> plus(List<T> all, T one) {
    var more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private static <T> List<T> minus(List<T> all, T one) {
    var less = new ArrayList<>(all);
    less.remove(one);
    return less;
  }
}
