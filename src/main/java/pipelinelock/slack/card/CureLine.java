package pipelinelock.slack.card;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.environment.Environment;
import pipelinelock.ladder.AtMost;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Shortlist;

/** A cure in words: what to do, and what that costs. */
final class CureLine {
  private final Environment environment;

  CureLine(Environment environment) {
    this.environment = environment;
  }

  /**
   * One short line: {@code Recreate the 2 VMs (about 14 min, if the abort does nothing)}.
   *
   * @param before the lighter ones of the list
   */
  String brief(Cure cure, List<Cure> before) {
    var costs = costs(cure, before);
    return costs.isEmpty()
        ? what(cure)
        : "%s (%s)%s".formatted(what(cure), String.join(", ", costs), byHand(cure));
  }

  /** All that is known of it: its name, what it ends, what it leaves as it is, how to type it. */
  String whole(Cure cure) {
    return "%s.%s%s%s%s"
        .formatted(what(cure), names(cure), destroys(cure), left(cure), typed(cure))
        .strip();
  }

  /** For a button: {@code Abort build 123 · seconds}. */
  String label(Cure cure) {
    return switch (cure) {
      case Cure.Recreate(var vms, var _, var _, var _) ->
          "Recreate %s · %s".formatted(count(vms), AtMost.time(vms.size()));
      default -> what(cure) + " · seconds";
    };
  }

  private String what(Cure cure) {
    return switch (cure) {
      case Cure.Wait(var what, var _) -> "Wait " + what;
      case Cure.RerunJob(var job, var build) ->
          "Run %s again".formatted(build.map(BuildRef::shortForm).orElse("the job " + job));
      case Cure.Unpause(var job) ->
          "Unpause " + job.map(it -> "the job " + it).orElse("the pipeline");
      case Cure.Abort(var build, var _) -> "Abort " + build(build.ref());
      case Cure.Release _ -> "Give the lock back";
      case Cure.Recreate(var vms, var _, var _, var _) -> "Recreate the " + count(vms);
      case Cure.RepairByHand(var what, var _) -> "By hand: " + what;
    };
  }

  /** The lock's own builds are named by number only, because no other build is ever aborted. */
  private static String build(BuildRef build) {
    return "build " + build.name();
  }

  private static String count(List<InstanceId> vms) {
    return vms.size() == 1 ? "VM " + vms.getFirst().shortForm() : vms.size() + " VMs";
  }

  private List<String> costs(Cure cure, List<Cure> before) {
    var costs = new ArrayList<String>();
    switch (cure) {
      case Cure.Wait _, Cure.RepairByHand _ -> {}
      case Cure.RerunJob _ -> costs.add("what made it fail may make it fail again");
      case Cure.Unpause _ -> costs.add("seconds; ask first why it was paused");
      case Cure.Abort _ -> costs.add("seconds");
      case Cure.Release _ -> costs.add("seconds");
      case Cure.Recreate(var vms, var aborted, var destroys, var _) -> {
        costs.add(AtMost.time(vms.size()));
        if (before.stream().anyMatch(Cure.Abort.class::isInstance)) {
          costs.add("if the abort does nothing");
        }
        var others = destroys.stream().filter(it -> !aborted.contains(it)).toList();
        if (!others.isEmpty()) {
          costs.add("ends " + builds(others));
        }
      }
    }
    return costs;
  }

  private static String builds(List<Build> builds) {
    return Shortlist.of(builds.stream().map(it -> pipeline(it.ref())).toList());
  }

  private String byHand(Cure cure) {
    return cure instanceof Cure.RerunJob rerun ? ": `%s`".formatted(fly(rerun)) : "";
  }

  private static String names(Cure cure) {
    return switch (cure) {
      case Cure.Recreate recreate ->
          " In this order: %s."
              .formatted(
                  recreate.instances().stream().map(Object::toString).collect(joining(", then ")));
      case Cure.Release(var commit, var _) ->
          " It was claimed by commit %s."
              .formatted(commit.substring(0, Math.min(8, commit.length())));
      default -> "";
    };
  }

  private static String destroys(Cure cure) {
    return cure.destroys().isEmpty()
        ? ""
        : " It ends %s."
            .formatted(
                Shortlist.of(cure.destroys().stream().map(it -> pipeline(it.ref())).toList(), 5));
  }

  private static String left(Cure cure) {
    return cure.doesNotCure().isBlank() ? "" : " " + cure.doesNotCure();
  }

  private String typed(Cure cure) {
    return switch (cure) {
      case Cure.Wait _, Cure.RepairByHand _ -> "";
      case Cure.RerunJob rerun -> " `%s`".formatted(fly(rerun));
      case Cure.Unpause(var job) -> " %s By hand: `%s`".formatted(ask("unpause"), unpause(job));
      case Cure.Abort(var build, var _) ->
          " %s By hand: `%s`".formatted(ask("abort"), fly("abort-build", build.ref()));
      case Cure.Release _ -> " " + ask("release");
      case Cure.Recreate _ -> " " + ask("recreate");
    };
  }

  private String ask(String command) {
    return "`/pipeline-lock %s %s why it is needed`".formatted(command, environment.name());
  }

  private String unpause(Optional<String> job) {
    var pipeline = environment.pipeline().name();
    return job.map(
            it -> "fly -t %s unpause-job -j %s/%s".formatted(environment.name(), pipeline, it))
        .orElseGet(
            () -> "fly -t %s unpause-pipeline -p %s".formatted(environment.name(), pipeline));
  }

  private String fly(Cure.RerunJob rerun) {
    return rerun
        .build()
        .map(it -> fly("rerun-build", it))
        .orElseGet(
            () ->
                "fly -t %s trigger-job -j %s/%s"
                    .formatted(environment.name(), environment.pipeline().name(), rerun.job()));
  }

  private String fly(String command, BuildRef build) {
    return "fly -t %s %s -j %s/%s -b %s"
        .formatted(environment.name(), command, build.pipeline(), build.job(), build.name());
  }

  private static String pipeline(BuildRef build) {
    return build.pipeline() + "/" + build.shortForm();
  }
}
