package pipelinelock.diagnosis.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;

/** Judges a lock build that has not started. */
final class PendingClaim {
  private final Scene scene;
  private final Build build;

  PendingClaim(Scene scene, Build build) {
    this.scene = scene;
    this.build = build;
  }

  public Verdict verdict() {
    if (scene.isHeldByPause(build)) {
      return scene.paused(build.ref().job(), List.of());
    }
    if (!scene.isPendingTooLong(build)) {
      return new Verdict.Acquiring(build, scene.pendingSince(build));
    }
    return scene
        .preparation(build)
        .map(this::tooLong)
        .orElseGet(() -> scene.preparationMissing(build));
  }

  private Verdict tooLong(Preparation why) {
    var before = scene.before(build);
    if (why.behindOtherBuilds() && !before.isEmpty()) {
      return new Verdict.Acquiring(build, scene.pendingSince(build), before);
    }
    // Where no worker could run its steps or checks, all else is a symptom of that.
    return new WorkerSense(scene.evidence())
        .noneFor(build, scene.pendingSince(build))
        .orElseGet(() -> stuck(why));
  }

  private Verdict stuck(Preparation why) {
    if (why.nothingBlocks()) {
      return scene.allStarted().isEmpty() && scene.evidence().otherBuilds().isKnown()
          ? new Verdict.WebStuck(
              List.of(build), scene.pendingSince(build), RecreateTargets.web(scene.evidence()))
          : stuck(Verdict.PendingCause.SCHEDULER, "nothing holds it back");
    }
    if (why.behindOtherBuilds()) {
      return scene.silentBefore(build).stream()
          .findFirst()
          .map(
              silent -> stuck(Verdict.PendingCause.BEHIND_A_SILENT_BUILD, BuildNames.build(silent)))
          .orElseGet(
              () -> stuck(Verdict.PendingCause.GHOST, "other builds that Concourse does not show"));
    }
    return scene
        .evidence()
        .checks()
        .value()
        .map(checks -> byInput(why, checks))
        .orElseGet(
            () ->
                new Verdict.Unknown(
                    Missing.reason("the checks of its inputs", scene.evidence().checks()).stream()
                        .toList(),
                    Optional.empty()));
  }

  private Verdict byInput(Preparation why, List<ResourceCheck> checks) {
    var inputs = new ArrayList<>(why.blockedInputs());
    why.missingInputs().keySet().stream().filter(i -> !inputs.contains(i)).forEach(inputs::add);
    var mine = checks.stream().filter(check -> inputs.contains(check.resource())).toList();
    var hung = mine.stream().filter(this::hangs).findFirst();
    if (hung.isPresent()) {
      return stuck(Verdict.PendingCause.CHECK_HANGS, hung.get().resource());
    }
    var bad = mine.stream().filter(PendingClaim::endedBadly).findFirst();
    if (bad.isPresent()) {
      return stuck(Verdict.PendingCause.CHECK_FAILS, bad.get().resource());
    }
    String input = inputs.isEmpty() ? "an input" : inputs.getFirst();
    String reason = Optional.ofNullable(why.missingInputs().get(input)).orElse("blocked");
    return stuck(Verdict.PendingCause.NO_INPUT, input + ": " + reason);
  }

  private boolean hangs(ResourceCheck check) {
    return check.status().equals("started")
        && check
            .startedAt()
            .map(start -> scene.isOlder(start, scene.thresholds().silence()))
            .orElse(false);
  }

  private static boolean endedBadly(ResourceCheck check) {
    return switch (check.status()) {
      case "failed", "errored", "aborted" -> true;
      default -> false;
    };
  }

  private Verdict stuck(Verdict.PendingCause cause, String detail) {
    return new Verdict.StuckPending(build, scene.pendingSince(build), cause, detail);
  }
}
