package pipelinelock.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one BOSH Director knows.
 *
 * @param deployment the one whose instances are these
 * @param tasks of all deployments, in any order
 * @param listing how far the task of a full listing comes: {@code done}, or {@code processing}
 *     while agents are still asked
 * @param outage the status of every answer, where there is an outage; 0 = connections break
 */
public record DirectorFacts(
    String deployment,
    List<Task> tasks,
    List<Lock> locks,
    List<InstanceFact> instances,
    String listing,
    Optional<Integer> outage) {
  public DirectorFacts {
    tasks = List.copyOf(tasks);
    locks = List.copyOf(locks);
    instances = List.copyOf(instances);
  }

  public record Task(
      long id,
      String state,
      String description,
      String user,
      Optional<String> deployment,
      Instant start,
      Optional<Instant> end) {}

  public record Lock(String type, String resource, Instant timeout, Optional<Long> task) {}

  /**
   * An instance.
   *
   * @param cid absent where it has no VM
   * @param state the wanted state: {@code started stopped detached}
   * @param jobState the agent's word, {@code running}, {@code failing}; or {@code unresponsive
   *     agent}
   */
  public record InstanceFact(
      String group,
      String id,
      int index,
      Optional<String> cid,
      String state,
      Optional<String> jobState,
      boolean ignore,
      Optional<Instant> vmCreated) {}
}
