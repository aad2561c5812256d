package pipelinelock.world.sim;

/** One pass through a pipeline. */
final class SimRun {
  final SimPipeline pipeline;
  final String number;

  /** The next job of it is about to be triggered. */
  boolean between;

  /** Its next job will not come, though all is green. */
  boolean stalls;

  /** Its steps take seconds. */
  boolean hurries;

  SimRun(SimPipeline pipeline, String number) {
    this.pipeline = pipeline;
    this.number = number;
  }
}
