package pipelinelock.terminal;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.environment.Environment;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.wording.UtcTime;

/**
 * A cure in words.
 *
 * @param what what to do, as a sentence
 * @param commands what to type for it, one a line
 * @param ends the builds that it ends, by team, pipeline and job
 * @param leaves what it does not cure, as a sentence; empty if it leaves nothing
 */
record CureText(String what, List<String> commands, List<String> ends, String leaves) {
  CureText {
    commands = List.copyOf(commands);
    ends = List.copyOf(ends);
  }

  static CureText of(Cure cure, Environment environment) {
    return new CureText(
        what(cure),
        commands(cure, environment),
        cure.destroys().stream().map(CureText::name).toList(),
        cure.doesNotCure());
  }

  private static String what(Cure cure) {
    return switch (cure) {
      case Cure.Wait(var what, var until) ->
          "Wait " + what + until.map(at -> "; look again at " + UtcTime.of(at)).orElse("") + ".";
      case Cure.RerunJob(var job, var build) ->
          build
              .map(it -> "Run %s again.".formatted(it.shortForm()))
              .orElseGet(() -> "Run the job %s again.".formatted(job));
      case Cure.Unpause(var job) ->
          "Unpause %s.".formatted(job.map("the job "::concat).orElse("the pipeline"));
      case Cure.Abort(var build, var _) -> "Abort %s.".formatted(build.ref().shortForm());
      case Cure.Release(var commit, var _) ->
          "Give the lock back in its repository (claimed by commit %s)."
              .formatted(commit.substring(0, Math.min(8, commit.length())));
      case Cure.Recreate recreate ->
          "Recreate %s, after two people agreed to it in Slack."
              .formatted(
                  recreate.instances().stream().map(Object::toString).collect(joining(", then ")));
      case Cure.RepairByHand(var what, var _) -> "By hand: " + what + ".";
    };
  }

  private static List<String> commands(Cure cure, Environment environment) {
    return switch (cure) {
      case Cure.RerunJob(var job, var build) ->
          List.of(
              build
                  .map(it -> fly(environment, "rerun-build", it))
                  .orElseGet(() -> fly(environment, "trigger-job", Optional.of(job))));
      case Cure.Unpause(var job) -> List.of(fly(environment, "unpause-job", job));
      case Cure.Abort(var build, var _) -> List.of(fly(environment, "abort-build", build.ref()));
      case Cure.Release _ ->
          List.of("/pipeline-lock release %s REASON".formatted(environment.name()));
      case Cure.Recreate _ ->
          List.of("/pipeline-lock recreate %s REASON".formatted(environment.name()));
      case Cure.RepairByHand(var _, var commands) -> commands;
      case Cure.Wait _ -> List.of();
    };
  }

  private static String fly(Environment environment, String command, BuildRef build) {
    return "fly -t %s %s -j %s/%s -b %s"
        .formatted(environment.name(), command, build.pipeline(), build.job(), build.name());
  }

  /** Without a job it is about the whole pipeline, which only {@code unpause} knows. */
  private static String fly(Environment environment, String command, Optional<String> job) {
    String pipeline = environment.pipeline().name();
    return job.map(
            it -> "fly -t %s %s -j %s/%s".formatted(environment.name(), command, pipeline, it))
        .orElseGet(
            () -> "fly -t %s unpause-pipeline -p %s".formatted(environment.name(), pipeline));
  }

  private static String name(Build build) {
    return build.ref().toString();
  }
}
