package pipelinelock.world.sim;

import java.util.Optional;

/** A job of a pipeline. */
final class SimJob {
  enum Kind {
    LOCK,
    PATH,
    UNLOCK,
    /** Triggered by time; no deployment. */
    TIMER,
    /** Gives the lock back without a question, by hand. */
    RELEASE
  }

  final String name;
  final Kind kind;

  /** The job that follows it in a run. */
  Optional<SimJob> next = Optional.empty();

  final boolean serial;
  boolean paused;
  long numbered;

  SimJob(String name, Kind kind, boolean serial, long numbered) {
    this.name = name;
    this.kind = kind;
    this.serial = serial;
    this.numbered = numbered;
  }
}
