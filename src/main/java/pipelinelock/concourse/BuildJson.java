package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;

/**
 * A build in Concourse's JSON ({@code atc/build.go}). Check builds and one-off builds have no job,
 * and one-off builds no pipeline either.
 */
@JsonNaming(SnakeCaseStrategy.class)
record BuildJson(
    long id,
    String name,
    String status,
    @Nullable String teamName,
    @Nullable String pipelineName,
    @Nullable JsonNode pipelineInstanceVars,
    @Nullable String jobName,
    @Nullable String resourceName,
    @Nullable Long startTime,
    @Nullable Long endTime,
    @Nullable String createdBy,
    @Nullable RerunOf rerunOf) {
  /** The build that a rerun repeats. */
  record RerunOf(long id) {}

  /** Its place in a list: next to the build that it repeats. */
  long place() {
    return rerunOf == null ? id : rerunOf.id();
  }

  /** The build, if it is one of a job or a one-off; check builds are none. */
  Optional<Build> toBuild() {
    if (teamName == null || isCheck()) {
      return Optional.empty();
    }
    return Optional.of(
        new Build(
            id,
            jobName == null || pipelineName == null
                ? BuildRef.oneOff(teamName, id)
                : new BuildRef(teamName, pipelineName, instanceVars(), jobName, name),
            buildStatus(),
            time(startTime),
            time(endTime),
            Optional.ofNullable(createdBy),
            Optional.empty()));
  }

  /** The check of a resource or a type: it has no job, and yet a pipeline or a resource. */
  private boolean isCheck() {
    return jobName == null
        && (name.equals("check") || resourceName != null || pipelineName != null);
  }

  Build.Status buildStatus() {
    return Arrays.stream(Build.Status.values())
        .filter(known -> known.text().equals(status))
        .findFirst()
        .orElseThrow(
            () ->
                new RemoteFailure(
                    RemoteFailure.Kind.GARBAGE,
                    "Concourse says that build %d is '%s', which the bot does not know"
                        .formatted(id, status)));
  }

  private Optional<String> instanceVars() {
    return Optional.ofNullable(pipelineInstanceVars)
        .filter(vars -> vars.isObject() && !vars.isEmpty())
        .map(JsonNode::toString);
  }

  /** Unix seconds; 0 and nothing both mean "not yet". */
  static Optional<Instant> time(@Nullable Long seconds) {
    return Optional.ofNullable(seconds).filter(it -> it > 0).map(Instant::ofEpochSecond);
  }
}
