package pipelinelock.rehearsal;

import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.http.Tap;

/** What a test does to a simulated world as a whole. */
public final class WorldScene {
  private WorldScene() {}

  /** Every request to Slack, Concourse and the Director passes the tap from now on. */
  public static void tap(SimulatedWorld world, Tap tap) {
    world.slack().tap(tap);
    world.concourse().tap(tap);
    world.director().tap(tap);
  }

  /** The incident never happened: build 123 ended well and its run gave the lock back. */
  public static void lockIsFree(SimulatedWorld world) {
    ConcourseScene.of(world.concourse()).lockIsFree();
    world.lockRepository().released(89, world.time().now());
    world.concourse().poolIsAt(world.lockRepository().tip());
  }
}
