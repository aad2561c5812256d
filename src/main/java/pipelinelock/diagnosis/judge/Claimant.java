package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/**
 * Decides who holds the claim. A name is not an identity: a build that started long after the claim
 * only shares the number of the build that made it. {@link NamelessClaim} handles commits that name
 * nobody.
 */
final class Claimant {
  /**
   * Two clocks of a platform hardly differ by more; a database is not restored in less. Where the
   * earlier changes say more about the clocks, see {@link ClockGap}.
   */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(30);

  /** Each worker dates its commits by its own clock. */
  private static final Duration WORKERS_DIFFER = Duration.ofSeconds(60);

  private final Scene scene;
  private final LockCommit claim;
  private final Optional<NamelessClaim> nameless;

  Claimant(Scene scene, LockCommit claim) {
    this.scene = scene;
    this.claim = claim;
    this.nameless =
        isNameless(claim) ? Optional.of(new NamelessClaim(scene, claim)) : Optional.empty();
  }

  /** Whether pool-resource made it, and it names no build. */
  public static boolean isNameless(LockCommit commit) {
    return commit.meaning() instanceof LockMessage.PoolResource(var _, var _, var by)
        && by instanceof Holder.Unnamed;
  }

  /** The build that holds the lock, as far as it is known and seen. */
  public Optional<Build> holder() {
    return nameless.isPresent()
        ? nameless.flatMap(NamelessClaim::maker)
        : scene.evidence().holder().value().flatMap(this::named);
  }

  /** Why no time shows whose a claim without a name is; empty if one may, or it has a name. */
  public Optional<String> whyUndated() {
    return nameless.flatMap(NamelessClaim::whyUndated);
  }

  /** An open build that may or may not have made a claim without a name. */
  public Optional<Build> doubtful() {
    return nameless.flatMap(NamelessClaim::doubtful);
  }

  /** Whether it names nobody, and no ended build made it, judging by its time. */
  public boolean isOfDoubtfulTime() {
    return nameless.map(NamelessClaim::isOfDoubtfulTime).orElse(false);
  }

  /**
   * Whether the claim names nobody, and none of this pipeline's listed lock builds can have made
   * it: it is somebody else's, who shares the pool.
   */
  public boolean isOfNobodyHere() {
    return nameless.map(NamelessClaim::isOfNobodyHere).orElse(false);
  }

  /** Whether the build bears the claim's name, but began only after it: another one, or clocks. */
  public boolean isNamesake(Build build) {
    return scene.evidence().holder().value().map(told -> isNamesake(told, build)).orElse(false);
  }

  private boolean isNamesake(HolderBuild told, Build build) {
    return switch (told) {
      case HolderBuild.Found(var found) ->
          found.id() == build.id() && beganAfterItByTheChangesBefore(build);
      case HolderBuild.Gone(var _, var namesake) ->
          namesake.map(it -> it.id() == build.id()).orElse(false);
      case HolderBuild.Nobody _,
          HolderBuild.Elsewhere _,
          HolderBuild.OtherConcourse _,
          HolderBuild.NotVisible _,
          HolderBuild.Unnamed _ ->
          false;
    };
  }

  /** The plain times agree, but the clocks do not. */
  private boolean beganAfterItByTheChangesBefore(Build build) {
    var latest = gap().map(gap -> claim.at().minus(gap).plus(WORKERS_DIFFER));
    return latest.isPresent()
        && build.startedAt().map(start -> start.isAfter(latest.get())).orElse(false);
  }

  private Optional<Duration> gap() {
    return new ClockGap(scene).before(claim);
  }

  private Optional<Build> named(HolderBuild told) {
    return switch (told) {
      case HolderBuild.Found(var build) -> Optional.of(build);
      case HolderBuild.Gone(var _, var namesake) -> namesake.filter(this::mayHaveMadeIt);
      case HolderBuild.Nobody _,
          HolderBuild.Elsewhere _,
          HolderBuild.OtherConcourse _,
          HolderBuild.NotVisible _,
          HolderBuild.Unnamed _ ->
          Optional.empty();
    };
  }

  /** Where only the clocks differ, it is that build all the same: its deployment may be running. */
  private boolean mayHaveMadeIt(Build build) {
    return build.startedAt().map(start -> start.isBefore(claim.at().plus(apart()))).orElse(true);
  }

  private Duration apart() {
    return gap()
        .map(gap -> WORKERS_DIFFER.minus(gap))
        .filter(proved -> proved.compareTo(CLOCKS_DIFFER) > 0)
        .orElse(CLOCKS_DIFFER);
  }
}
