package pipelinelock.diagnosis.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.wording.Outside;

/**
 * Judges a lock that somebody other than a build of this pipeline holds. This pipeline's activity
 * says nothing about it: the other holder is judged by its own open builds, where they are visible.
 */
final class ForeignHolder {
  private final Scene scene;
  private final LockCommit claim;

  ForeignHolder(Scene scene, LockCommit claim) {
    this.scene = scene;
    this.claim = claim;
  }

  /** Empty where the lock is not somebody else's, as far as the claim shows. */
  public Optional<Verdict> verdict() {
    return scene
        .evidence()
        .holder()
        .value()
        .flatMap(
            told ->
                switch (told) {
                  case HolderBuild.Elsewhere elsewhere -> Optional.of(elsewhere(elsewhere));
                  case HolderBuild.OtherConcourse(var address) ->
                      Optional.of(
                          Scene.contradiction(
                              "the lock is held by a build of another Concourse, %s, which this bot does not see"
                                  .formatted(Outside.name(address))));
                  case HolderBuild.NotVisible hidden ->
                      Optional.of(
                          Scene.contradiction(
                              "the lock is held by %s of team %s, in which the bot has no role"
                                  .formatted(
                                      BuildNames.elsewhere(hidden.ref()),
                                      Outside.name(hidden.team()))));
                  case HolderBuild.Nobody _,
                      HolderBuild.Found _,
                      HolderBuild.Gone _,
                      HolderBuild.Unnamed _ ->
                      Optional.empty();
                });
  }

  /** Whether no run of this pipeline can hold it. */
  public boolean isSomebodyElses() {
    return scene
        .evidence()
        .holder()
        .value()
        .map(
            told ->
                switch (told) {
                  case HolderBuild.Elsewhere _,
                      HolderBuild.OtherConcourse _,
                      HolderBuild.NotVisible _ ->
                      true;
                  case HolderBuild.Nobody _,
                      HolderBuild.Found _,
                      HolderBuild.Gone _,
                      HolderBuild.Unnamed _ ->
                      false;
                })
        .orElse(false);
  }

  private Verdict elsewhere(HolderBuild.Elsewhere holder) {
    var open = scene.evidence().openBeside(holder);
    if (!open.isEmpty()) {
      return scene.running(open);
    }
    if (!scene.evidence().otherBuilds().isKnown()) {
      return new Verdict.Unknown(
          Missing.reason("the builds of other pipelines", scene.evidence().otherBuilds()).stream()
              .toList(),
          Optional.empty());
    }
    return holder.build().map(this::ended).orElseGet(() -> unknown(holder.ref(), "is gone"));
  }

  /** A one-off build is all of its run; of any other the next job may be due. */
  private Verdict ended(Build build) {
    Instant end = build.endedAt().orElse(claim.at());
    boolean wellEnded = build.status() == Build.Status.SUCCEEDED && !build.ref().isOneOff();
    if (wellEnded) {
      return scene.isOlder(end, scene.thresholds().pending())
          ? unknown(build.ref(), "has succeeded, and whether its run continues is not known here")
          : scene.running(List.of(build));
    }
    return new Verdict.Orphaned(claim, Optional.of(build));
  }

  private static Verdict unknown(BuildRef ref, String what) {
    return Scene.contradiction(
        "the lock is held by %s, which %s".formatted(BuildNames.elsewhere(ref), what));
  }
}
