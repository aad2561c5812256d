package pipelinelock.concourse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;

/** Concourse's JSON besides builds, from 7.4 to 8. Any field may be missing in some version. */
final class Wire {
  private static final String BLOCKING = "blocking";

  private Wire() {}

  /** {@code GET /info}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record InfoJson(
      @Nullable String version,
      @Nullable Map<String, Boolean> featureFlags,
      @Nullable String externalUrl) {
    Optional<ConcourseVersion> toVersion() {
      return Optional.ofNullable(version)
          .map(
              it ->
                  new ConcourseVersion(
                      it,
                      featureFlags != null
                          && Boolean.TRUE.equals(featureFlags.get("redact_secrets")),
                      Optional.ofNullable(externalUrl).filter(url -> !url.isBlank())));
    }
  }

  /** {@code GET /user}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record UserJson(
      @Nullable String userName,
      @Nullable String name,
      @Nullable Boolean isAdmin,
      @Nullable Map<String, List<String>> teams) {
    Account toAccount() {
      String known = userName == null || userName.isEmpty() ? name : userName;
      return new Account(
          known == null ? "" : known,
          Boolean.TRUE.equals(isAdmin),
          teams == null ? Map.of() : teams);
    }
  }

  /** {@code GET /teams/:team/pipelines/:pipeline}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record PipelineJson(
      @Nullable Boolean paused, @Nullable String pausedBy, @Nullable Boolean archived) {
    Optional<String> by() {
      return Optional.ofNullable(pausedBy);
    }

    boolean isPaused() {
      return Boolean.TRUE.equals(paused);
    }

    boolean isArchived() {
      return Boolean.TRUE.equals(archived);
    }
  }

  /** An element of {@code GET /teams/:team/pipelines}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record PipelineNameJson(@Nullable String name, @Nullable JsonNode instanceVars) {
    /** The instance vars as JSON; empty for a pipeline that is no instance. */
    Optional<String> vars() {
      return Optional.ofNullable(instanceVars)
          .filter(it -> it.isObject() && !it.isEmpty())
          .map(JsonNode::toString);
    }
  }

  /** An element of {@code GET …/jobs}, and {@code GET …/jobs/:job}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record JobJson(
      String name,
      @Nullable Boolean paused,
      @Nullable String pausedBy,
      @Nullable BuildJson finishedBuild,
      @Nullable BuildJson nextBuild,
      @Nullable List<JobInputJson> inputs) {
    boolean wasEverBuilt() {
      return finishedBuild != null || nextBuild != null;
    }

    Optional<Build> finished() {
      return Optional.ofNullable(finishedBuild).flatMap(BuildJson::toBuild);
    }

    Optional<Build> next() {
      return Optional.ofNullable(nextBuild).flatMap(BuildJson::toBuild);
    }

    /** The job, with its finished build as far as more is known of it elsewhere. */
    Job toJob(UnaryOperator<Build> known) {
      return new Job(
          name, Boolean.TRUE.equals(paused), Optional.ofNullable(pausedBy), finished().map(known));
    }

    List<String> inputResources() {
      return inputs == null
          ? List.of()
          : inputs.stream().map(JobInputJson::resource).flatMap(Optional::stream).toList();
    }
  }

  /** An input of a job; its name may differ from its resource's. */
  record JobInputJson(
      @Nullable String name, @JsonProperty("resource") @Nullable String resourceName) {
    Optional<String> resource() {
      return Optional.ofNullable(resourceName).or(() -> Optional.ofNullable(name));
    }
  }

  /** {@code GET /builds/:id/preparation}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record PreparationJson(
      @Nullable String pausedPipeline,
      @Nullable String pausedJob,
      @Nullable String maxRunningBuilds,
      @Nullable Map<String, String> inputs,
      @Nullable Map<String, String> missingInputReasons) {
    Preparation toPreparation(long buildId) {
      var blocked = new TreeMap<>(inputs == null ? Map.of() : inputs);
      blocked.values().removeIf(state -> !state.equals(BLOCKING));
      return new Preparation(
          buildId,
          BLOCKING.equals(pausedPipeline),
          BLOCKING.equals(pausedJob),
          BLOCKING.equals(maxRunningBuilds),
          List.copyOf(blocked.keySet()),
          missingInputReasons == null ? Map.of() : missingInputReasons);
    }
  }

  /** {@code GET …/resources/:resource}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ResourceJson(String name, @Nullable Long lastChecked, @Nullable CheckJson build) {
    ResourceCheck toCheck() {
      return new ResourceCheck(
          name,
          Optional.ofNullable(build).map(CheckJson::status).orElse("not told"),
          Optional.ofNullable(build).flatMap(it -> BuildJson.time(it.startTime())),
          BuildJson.time(lastChecked),
          Optional.ofNullable(build).map(CheckJson::id).filter(id -> id > 0));
    }
  }

  /** The build of a resource's last check. */
  @JsonNaming(SnakeCaseStrategy.class)
  record CheckJson(@Nullable Long id, @Nullable String status, @Nullable Long startTime) {}

  /** An element of {@code GET /workers}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record WorkerJson(
      String name,
      String state,
      @Nullable String platform,
      @Nullable List<String> tags,
      @Nullable String team,
      @Nullable String version,
      @Nullable Boolean ephemeral,
      @Nullable Long startTime,
      @Nullable Integer activeContainers,
      @Nullable Integer activeTasks) {
    /** Without them it says nothing, and the answer is not what was asked for. */
    WorkerJson {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
    }

    Worker toWorker() {
      return new Worker(
          name,
          state,
          new Worker.Takes(
              platform == null ? "linux" : platform,
              tags == null ? List.of() : tags,
              Optional.ofNullable(team).filter(it -> !it.isEmpty())),
          version == null ? "" : version,
          Boolean.TRUE.equals(ephemeral),
          BuildJson.time(startTime),
          new Worker.Load(
              activeContainers == null ? 0 : activeContainers,
              activeTasks == null ? 0 : activeTasks));
    }
  }

  /** An element of {@code GET /teams/:team/containers}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ContainerJson(
      String id,
      String workerName,
      @Nullable String state,
      @Nullable String type,
      @Nullable String stepName,
      @Nullable Long buildId,
      @Nullable String pipelineName,
      @Nullable String jobName) {
    Container toContainer(String team) {
      return new Container(
          id,
          team,
          workerName,
          state == null ? "" : state,
          type == null ? "" : type,
          stepName == null ? "" : stepName,
          Optional.ofNullable(buildId).filter(it -> it > 0),
          Optional.ofNullable(pipelineName).filter(it -> !it.isEmpty()),
          Optional.ofNullable(jobName).filter(it -> !it.isEmpty()));
    }
  }

  /** An element of {@code GET /teams}. */
  record TeamJson(String name) {}

  /** {@code GET /builds/:id/resources}. */
  record BuildResourcesJson(
      @Nullable List<VersionJson> inputs, @Nullable List<VersionJson> outputs) {
    /** The version of a resource that the build put or got. */
    Optional<String> version(String resource) {
      return version(outputs, resource).or(() -> version(inputs, resource));
    }

    private static Optional<String> version(@Nullable List<VersionJson> in, String resource) {
      return in == null
          ? Optional.empty()
          : in.stream()
              .filter(it -> resource.equals(it.name()))
              .flatMap(it -> it.text().stream())
              .findFirst();
    }
  }

  /** A version that went through a build, {@code {"number":"0.0.412"}}. */
  record VersionJson(@Nullable String name, @Nullable Map<String, String> version) {
    Optional<String> text() {
      if (version == null || version.isEmpty()) {
        return Optional.empty();
      }
      return Optional.ofNullable(version.get("number"))
          .or(() -> Optional.of(String.join(" ", new TreeMap<>(version).values())));
    }
  }

  /** {@code GET …/config}. */
  record ConfigJson(@Nullable JsonNode config) {}
}
