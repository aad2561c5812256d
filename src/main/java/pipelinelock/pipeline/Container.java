package pipelinelock.pipeline;

import java.util.Optional;

/**
 * A container on a worker ({@code GET /api/v1/teams/:team/containers}). It proves no activity:
 * those of a job's newest unsuccessful build are kept long after its end. But while a put's
 * container exists, its process may be alive, and take the lock minutes after its build has ended.
 *
 * @param worker the worker's name; a container on a worker that is not listed is lost
 * @param state Concourse's word: {@code creating}, {@code created}, {@code destroying}, {@code
 *     failed}
 * @param type {@code check}, {@code get}, {@code put}, {@code task}, {@code run}
 * @param step the name of the step, or of the checked resource
 * @param buildId absent for the periodic check of a resource
 * @param pipeline absent for a one-off build
 * @param job absent for a one-off build and for a check
 */
public record Container(
    String id,
    String team,
    String worker,
    String state,
    String type,
    String step,
    Optional<Long> buildId,
    Optional<String> pipeline,
    Optional<String> job) {
  /** Whether it is there, and nobody has begun to take it away. */
  public boolean isKept() {
    return state.equals("created") || state.equals("creating");
  }

  public boolean isPutOf(String resource) {
    return type.equals("put") && step.equals(resource);
  }
}
