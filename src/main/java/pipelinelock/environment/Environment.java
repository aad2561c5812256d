package pipelinelock.environment;

/** One platform installation, as far as the rules need to know it. */
public record Environment(
    EnvironmentName name,
    Tier tier,
    LockedPipeline pipeline,
    ConcourseDeployment deployment,
    Thresholds thresholds) {}
