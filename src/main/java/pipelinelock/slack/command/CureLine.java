package pipelinelock.slack.command;

import static java.util.stream.Collectors.joining;

import pipelinelock.diagnosis.Cure;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.lock.BuildRef;

/** A cure in words: what to do, what it ends, and what it leaves as it is. */
final class CureLine {
  private CureLine() {}

  static String of(Cure cure, EnvironmentName environment) {
    return what(cure, environment) + destroys(cure) + left(cure);
  }

  private static String what(Cure cure, EnvironmentName environment) {
    return switch (cure) {
      case Cure.Wait(var what, var _) -> "Wait " + what + ".";
      case Cure.RerunJob(var job, var build) ->
          "Run the job %s again%s."
              .formatted(job, build.map(it -> " (" + it.shortForm() + ")").orElse(""));
      case Cure.Unpause(var job) ->
          "Unpause %s.".formatted(job.map("the job "::concat).orElse("the pipeline"));
      case Cure.Abort(var build, var _) -> "Abort %s.".formatted(build.ref().shortForm());
      case Cure.Release(var commit, var _) ->
          "Give the lock back (claimed by commit %s)."
              .formatted(commit.substring(0, Math.min(8, commit.length())));
      case Cure.Recreate recreate ->
          "Recreate %s: `/pipeline-lock recreate %s why it is needed`."
              .formatted(
                  recreate.instances().stream().map(Object::toString).collect(joining(", then ")),
                  environment);
      case Cure.RepairByHand(var what, var commands) ->
          "By hand: " + what + commands.stream().map("\n  `%s`"::formatted).collect(joining());
    };
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
