package pipelinelock.world.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A pipeline, perhaps one instance of several of the same name. */
final class SimPipeline {
  final long id;
  final String team;
  final String name;

  /** JSON of its instance vars. */
  final Optional<String> vars;

  final Map<String, SimJob> jobs = new LinkedHashMap<>();
  boolean paused;
  long runs = 400;

  SimPipeline(long id, String team, String name, Optional<String> vars) {
    this.id = id;
    this.team = team;
    this.name = name;
    this.vars = vars;
  }

  SimJob add(String job, SimJob.Kind kind, boolean serial, long numbered) {
    var made = new SimJob(job, kind, serial, numbered);
    jobs.put(job, made);
    return made;
  }

  SimJob job(String job) {
    var found = jobs.get(job);
    if (found == null) {
      throw new IllegalArgumentException(name + " has no job " + job);
    }
    return found;
  }

  SimJob lockJob() {
    return only(SimJob.Kind.LOCK);
  }

  SimJob unlockJob() {
    return only(SimJob.Kind.UNLOCK);
  }

  private SimJob only(SimJob.Kind kind) {
    return jobs.values().stream().filter(job -> job.kind == kind).findFirst().orElseThrow();
  }
}
