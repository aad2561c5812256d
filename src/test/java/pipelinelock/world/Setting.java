package pipelinelock.world;

import java.util.List;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;

/** The environment as its configuration describes it to the bot. */
public final class Setting {
  public static final String PIPELINE = "create-cloudfoundry";
  public static final String LOCK = "lock";
  public static final String URL = "https://deployer.dev04.example.org";
  public static final List<String> PATH_JOBS =
      List.of(
          "pre-deploy",
          "generate-secrets",
          "cf-terraform",
          "cf-deploy",
          "post-cf-deploy",
          "smoke-tests",
          "tag-release");

  private Setting() {}

  /** The usual one. */
  public static Environment usual() {
    return with(PATH_JOBS, Thresholds.DEFAULT);
  }

  public static Environment with(List<String> pathJobs, Thresholds thresholds) {
    return new Environment(
        new EnvironmentName("dev04"),
        Tier.DEV,
        new LockedPipeline(
            "main", PIPELINE, "pipeline-lock", "pipeline-unlock", pathJobs, "pipeline-pool", true),
        new ConcourseDeployment("concourse", List.of("concourse-worker"), List.of("concourse")),
        thresholds);
  }
}
