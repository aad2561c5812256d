package pipelinelock.lock;

import java.util.Optional;

/**
 * A build as people and commit messages name it. {@code name} is the number within the job ({@code
 * 123}, or {@code 123.1} for a rerun), not Concourse's global build id.
 *
 * @param pipeline empty for a one-off build, as is {@code job}; its name is its global id
 * @param instanceVars the JSON of the pipeline's instance vars, if any; normalised, so that the
 *     same vars are equal
 */
public record BuildRef(
    String team, String pipeline, Optional<String> instanceVars, String job, String name) {
  public BuildRef {
    instanceVars = instanceVars.map(CanonicalJson::of);
  }

  /** A build of {@code fly execute}, which belongs to a team and to no pipeline. */
  public static BuildRef oneOff(String team, long id) {
    return new BuildRef(team, "", Optional.empty(), "", Long.toString(id));
  }

  /** Whether it belongs to no job and no pipeline. */
  public boolean isOneOff() {
    return job.isEmpty();
  }

  /** {@code pipeline-lock build 123}, or {@code one-off build 5190}. */
  public String shortForm() {
    return isOneOff() ? "one-off build " + name : job + " build " + name;
  }

  @Override
  public String toString() {
    if (isOneOff()) {
      return team + "/" + shortForm();
    }
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
