package pipelinelock.rehearsal.bosh.log;

/**
 * An instance that a task works on.
 *
 * @param instance its BOSH instance id
 * @param drains false when the task was told to skip the drain of its group
 */
public record Touch(String instance, Treatment treatment, boolean drains) {}
