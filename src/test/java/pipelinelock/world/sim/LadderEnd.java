package pipelinelock.world.sim;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Follow;
import pipelinelock.ladder.Ladder;
import pipelinelock.ladder.Orphan;
import pipelinelock.ladder.Restart;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.LastLook;

/**
 * The end of every plan: the lock is given back, the deployment started again where it is owed, and
 * followed to its lock. By the real looks, in the world's own time.
 */
final class LadderEnd {
  /** How long the bot looks whether a lock is taken, and waits for a moment to start. */
  private static final long PATIENT = 120;

  private static final long FOLLOWED = 1_200;
  private static final long BETWEEN_LOOKS = 30;

  /** What became of the deployment. */
  enum Again {
    NOT_OWED,
    NOT_STARTED,
    /** It was started, or was there already, and did not get the lock. */
    NO_LOCK,
    HAS_THE_LOCK
  }

  private final SimWorld world;
  private final Observer observer;
  private final Surgeon surgeon;
  private final Limbs limbs;

  LadderEnd(SimWorld world, Observer observer, Surgeon surgeon, Limbs limbs) {
    this.world = world;
    this.observer = observer;
    this.surgeon = surgeon;
    this.limbs = limbs;
  }

  /** What an abort orphaned. */
  void giveBack(Step.GiveBack step) {
    giveBack(evidence -> Orphan.of(evidence, step));
  }

  /** What took the lock from a release, and is dead. */
  void releaseAgain(Evidence before) {
    Ladder.ofARelease(before)
        .filter(_ -> limbs.giveBack())
        .ifPresent(step -> giveBack(evidence -> Orphan.of(evidence, step)));
  }

  private void giveBack(Function<Evidence, Orphan> sense) {
    long began = world.now();
    while (world.now() <= began + PATIENT) {
      var evidence = observer.evidence();
      switch (limbs.orphan(sense.apply(evidence))) {
        case Orphan.None _ -> {
          return;
        }
        case Orphan.MayCome _, Orphan.Unclear _ -> {}
        case Orphan.Left(var release) -> {
          var it = new Cure.Release(release.claimCommit(), "");
          if (LastLook.release(evidence, it).isEmpty()) {
            surgeon.pushRelease(it);
            return;
          }
        }
      }
      surgeon.forward(BETWEEN_LOOKS);
    }
  }

  /**
   * Starts the deployment where it is owed.
   *
   * @param approved the look that people decided on
   * @param webAnew whether the plan has recreated the web node
   */
  Again startAgain(Diagnosis approved, Cure cure, Set<Long> aborted, boolean webAnew) {
    if (!Restart.isOwed(cure, approved)) {
      return Again.NOT_OWED;
    }
    var build = started(aborted, webAnew ? PATIENT * 3 : PATIENT / 4);
    return build.isEmpty() ? Again.NOT_STARTED : follow(build.getAsLong());
  }

  /** A claim that lives asks every ten seconds, so that a while without one says enough. */
  private OptionalLong started(Set<Long> aborted, long lingering) {
    long began = world.now();
    boolean webAnew = lingering > PATIENT;
    while (world.now() <= began + Math.max(PATIENT, lingering)) {
      switch (limbs.restart(Restart.of(observer.look(), aborted))) {
        case Restart.Due _ -> {
          return OptionalLong.of(start(aborted));
        }
        case Restart.Lingering _ when world.now() >= began + lingering -> {
          return webAnew ? OptionalLong.empty() : OptionalLong.of(start(aborted));
        }
        case Restart.Superfluous(var there, var _) -> {
          return OptionalLong.of(there.id());
        }
        case Restart.Lingering _, Restart.NotYet _ -> surgeon.forward(BETWEEN_LOOKS);
      }
    }
    return OptionalLong.empty();
  }

  private long start(Set<Long> aborted) {
    new Harm(world).ofAStart(aborted).ifPresent(hit -> surgeon.hits.add("done: " + hit));
    return world.concourse.trigger(world.ours, world.ours.lockJob(), "bot").id;
  }

  private Again follow(long build) {
    long began = world.now();
    while (world.now() <= began + FOLLOWED) {
      surgeon.forward(BETWEEN_LOOKS);
      switch (Follow.of(observer.look(), build)) {
        case Follow.HasLock _ -> {
          check(build);
          return Again.HAS_THE_LOCK;
        }
        case Follow.Runs _ -> {
          return Again.HAS_THE_LOCK;
        }
        case Follow.GoesWrong _ -> {
          return Again.NO_LOCK;
        }
        case Follow.OnItsWay _ -> {}
      }
    }
    return Again.NO_LOCK;
  }

  /** By the world's truth. */
  private void check(long build) {
    boolean its =
        world
            .pool
            .lastMove()
            .flatMap(SimPool.Commit::holder)
            .filter(it -> it.id == build)
            .isPresent();
    if (!its) {
      surgeon.hits.add("told: build %d has the lock, which is not so".formatted(build));
    }
  }

  /** The ends of the lighter cures, which are the same. */
  Again after(Cure cure, Diagnosis approved) {
    var aborted = new HashSet<Long>();
    if (cure instanceof Cure.Abort(Build build, String _)) {
      if (world.concourse.find(build.id()).filter(SimBuild::isOpen).isPresent()) {
        return Again.NOT_STARTED; // ignored: a plan of one rung fails there
      }
      aborted.add(build.id());
      Ladder.ofAnAbort(approved, build).filter(_ -> limbs.giveBack()).ifPresent(this::giveBack);
    }
    if (cure instanceof Cure.Release) {
      releaseAgain(approved.evidence());
    }
    return startAgain(approved, cure, aborted, false);
  }
}
