package pipelinelock.environment;

/** How much an environment matters; decides the default policy. */
public enum Tier {
  DEV,
  STAGING,
  PROD
}
