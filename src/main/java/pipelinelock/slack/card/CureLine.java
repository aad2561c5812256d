package pipelinelock.slack.card;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.environment.Environment;
import pipelinelock.lock.BuildRef;

/** A cure in words: what to do, what it ends, and what it leaves as it is. */
final class CureLine {
  private CureLine() {}

  static String of(Cure cure, Environment environment) {
    return what(cure, environment) + destroys(cure) + left(cure);
  }

  private static String what(Cure cure, Environment environment) {
    return switch (cure) {
      case Cure.Wait(var what, var _) -> "Wait " + what + ".";
      case Cure.RerunJob(var job, var build) ->
          build
              .map(
                  it ->
                      "Run %s again: %s"
                          .formatted(it.shortForm(), fly(environment, "rerun-build", it)))
              .orElseGet(
                  () ->
                      "Run the job %s again: `fly -t %s trigger-job -j %s/%s`."
                          .formatted(job, environment.name(), environment.pipeline().name(), job));
      case Cure.Unpause(var job) ->
          "Unpause %s: %s By hand: %s"
              .formatted(
                  job.map(it -> "the job " + it).orElse("the pipeline"),
                  ask("unpause", environment),
                  unpause(job, environment));
      case Cure.Abort(var build, var _) ->
          "Abort %s: %s By hand: %s"
              .formatted(
                  build.ref().shortForm(),
                  ask("abort", environment),
                  fly(environment, "abort-build", build.ref()));
      case Cure.Release(var commit, var _) ->
          "Give the lock back (claimed by commit %s): %s"
              .formatted(
                  commit.substring(0, Math.min(8, commit.length())), ask("release", environment));
      case Cure.Recreate recreate ->
          "Recreate %s: %s"
              .formatted(
                  recreate.instances().stream().map(Object::toString).collect(joining(", then ")),
                  ask("recreate", environment));
      case Cure.RepairByHand(var what, var _) -> "By hand: " + what + ".";
    };
  }

  private static String ask(String command, Environment environment) {
    return "`/pipeline-lock %s %s why it is needed`.".formatted(command, environment.name());
  }

  private static String unpause(Optional<String> job, Environment environment) {
    var pipeline = environment.pipeline().name();
    return job.map(
            it -> "`fly -t %s unpause-job -j %s/%s`.".formatted(environment.name(), pipeline, it))
        .orElseGet(
            () -> "`fly -t %s unpause-pipeline -p %s`.".formatted(environment.name(), pipeline));
  }

  private static String fly(Environment environment, String command, BuildRef build) {
    return "`fly -t %s %s -j %s/%s -b %s`."
        .formatted(environment.name(), command, build.pipeline(), build.job(), build.name());
  }

  private static String destroys(Cure cure) {
    return cure.destroys().isEmpty()
        ? ""
        : " It ends %s."
                .formatted(
                    cure.destroys().stream()
                        .limit(5)
                        .map(build -> pipeline(build.ref()))
                        .collect(joining(", ")))
            + more(cure.destroys().size() - 5);
  }

  private static String more(int count) {
    return count > 0 ? " And %d more builds.".formatted(count) : "";
  }

  private static String pipeline(BuildRef build) {
    return build.pipeline() + "/" + build.shortForm();
  }

  private static String left(Cure cure) {
    return cure.doesNotCure().isBlank() ? "" : " " + cure.doesNotCure();
  }
}
