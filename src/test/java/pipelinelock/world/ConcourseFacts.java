package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one Concourse knows.
 *
 * @param externalUrl as its {@code info} and {@code Link} headers give it, without a slash at its
 *     end
 * @param featureFlags of its {@code info}
 * @param containers all of them, of ended builds too; see {@link StepContainers}
 */
public record ConcourseFacts(
    String version,
    String externalUrl,
    Map<String, Boolean> featureFlags,
    Reach reach,
    List<Pipeline> pipelines,
    List<BuildFact> builds,
    List<Container> containers,
    List<Worker> workers) {
  public ConcourseFacts {
    featureFlags = Map.copyOf(featureFlags);
    pipelines = List.copyOf(pipelines);
    builds = List.copyOf(builds);
    containers = List.copyOf(containers);
    workers = List.copyOf(workers);
  }

  /**
   * What the bot's user gets to see.
   *
   * @param roles its role by team; a team that is absent is one in which it has none
   * @param outage the status of every answer, where there is an outage; 0 = connections break
   */
  public record Reach(
      boolean wrongPassword, boolean admin, Map<String, String> roles, Optional<Integer> outage) {
    public static final Reach OPERATOR =
        new Reach(false, false, Map.of("main", "pipeline-operator"), Optional.empty());

    public Reach {
      roles = Map.copyOf(roles);
    }

    boolean sees(String team) {
      return admin || roles.containsKey(team);
    }
  }

  /**
   * A pipeline, or one instance of it.
   *
   * @param instanceVars a JSON object, where it is an instance
   * @param exposed public, as {@code fly expose-pipeline} makes it
   * @param config what {@code …/config} answers under {@code config}
   */
  public record Pipeline(
      long id,
      String team,
      String name,
      Optional<JsonNode> instanceVars,
      boolean paused,
      Optional<String> pausedBy,
      boolean archived,
      boolean exposed,
      List<Job> jobs,
      List<Resource> resources,
      Optional<JsonNode> config) {
    public Pipeline {
      jobs = List.copyOf(jobs);
      resources = List.copyOf(resources);
    }
  }

  /**
   * A job.
   *
   * @param inputs the resources that it gets; their names are the steps' names too
   * @param exposed {@code public: true}
   */
  public record Job(
      long id,
      String name,
      boolean paused,
      Optional<String> pausedBy,
      List<String> inputs,
      List<String> outputs,
      boolean exposed) {
    public Job {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * A resource and its last check.
   *
   * @param check absent where it was never checked
   * @param versions the newest first
   */
  public record Resource(
      String name,
      String type,
      Optional<Check> check,
      Optional<Instant> lastChecked,
      List<Version> versions) {
    public Resource {
      versions = List.copyOf(versions);
    }
  }

  public record Check(
      long buildId, String status, Optional<Instant> start, Optional<Instant> end) {}

  public record Version(long id, Map<String, String> version) {
    public Version {
      version = Map.copyOf(version);
    }
  }

  /**
   * A container.
   *
   * @param state {@code creating created destroying failed}
   * @param type {@code check get put task run}
   * @param build the build's id; absent for a check
   * @param pipeline the pipeline's id; absent for a one-off build
   */
  public record Container(
      String handle,
      String worker,
      String state,
      String type,
      String stepName,
      String team,
      Optional<Long> build,
      Optional<Long> pipeline) {}

  /**
   * A worker.
   *
   * @param state {@code running stalled landing landed retiring}
   * @param team the only team that may use it; empty = all
   * @param activeContainers where it is not the number of the containers above
   */
  public record Worker(
      String name,
      String state,
      List<String> tags,
      String team,
      String platform,
      String version,
      Optional<Instant> start,
      OptionalInt activeContainers,
      int activeTasks) {
    public Worker {
      tags = List.copyOf(tags);
    }
  }

  Optional<Pipeline> pipeline(long id) {
    return pipelines.stream().filter(it -> it.id() == id).findFirst();
  }

  Optional<BuildFact> build(long id) {
    return builds.stream().filter(it -> it.id() == id).findFirst();
  }
}
