package pipelinelock.lock;

import java.util.Optional;

/**
 * A build as a person and a commit message name it. {@code name} is the number within the job
 * ({@code 123}, a rerun {@code 123.1}), not Concourse's global build id.
 *
 * @param instanceVars the JSON of the pipeline's instance vars, where it has any
 */
public record BuildRef(
    String team, String pipeline, Optional<String> instanceVars, String job, String name) {
  public BuildRef(String team, String pipeline, String job, String name) {
    this(team, pipeline, Optional.empty(), job, name);
  }

  /** {@code pipeline-lock build 123}. */
  public String shortForm() {
    return job + " build " + name;
  }

  @Override
  public String toString() {
    return team
        + "/"
        + pipeline
        + instanceVars.map(vars -> "/" + vars).orElse("")
        + "/"
        + job
        + " build "
        + name;
  }
}
