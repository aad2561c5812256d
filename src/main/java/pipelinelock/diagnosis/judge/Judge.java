package pipelinelock.diagnosis.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.environment.Environment;
import pipelinelock.lock.PoolLock;
import pipelinelock.vm.Instance;

/** From evidence to a verdict, before {@link Guard} asks whether anything moves. */
public final class Judge {
  private final Evidence evidence;

  public Judge(Evidence evidence) {
    this.evidence = evidence;
  }

  public Verdict verdict() {
    return evidence
        .pipeline()
        .value()
        .map(state -> judge(new Scene(evidence, state)))
        .orElseGet(() -> unready().orElseGet(this::pipelineNotRead));
  }

  /** Without its values no remote of the environment is asked: that is no silence of theirs. */
  private Optional<Verdict> unready() {
    return evidence.pipeline() instanceof Fact.NotRead<?> no && no.isUnready()
        ? Optional.of(Verdict.Unknown.unready(no.reason()))
        : Optional.empty();
  }

  private Verdict judge(Scene scene) {
    if (isLockingOff(evidence)) {
      return withoutLocking(scene);
    }
    return scene.lock().map(lock -> judge(scene, lock)).orElseGet(() -> unknown(List.of("lock")));
  }

  private static Verdict judge(Scene scene, PoolLock lock) {
    if (LockSense.contradictsItself(lock)) {
      return Scene.contradiction(
          "the lock is in %s, but its newest commit says the opposite"
              .formatted(lock.place().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return switch (lock.place()) {
      case CLAIMED -> new ClaimedJudge(scene, lock).verdict();
      case UNCLAIMED -> new UnclaimedJudge(scene).verdict();
      case BOTH, NEITHER -> new Verdict.BrokenPool(lock.place(), scene.runsNow());
    };
  }

  public static boolean isLockingOff(Evidence evidence) {
    return !evidence.environment().pipeline().locking()
        || evidence.lockingSwitchedOff().value().flatMap(told -> told).orElse(false);
  }

  /** Without a lock its builds can still hang; everything else is said in one state. */
  private static Verdict withoutLocking(Scene scene) {
    Verdict verdict = new UnclaimedJudge(scene).verdict();
    return switch (verdict) {
      case Verdict.RunningWithoutLock running -> new Verdict.LockingOff(running.builds());
      case Verdict.Acquiring acquiring -> new Verdict.LockingOff(List.of(acquiring.build()));
      case Verdict.Free _ -> new Verdict.LockingOff(List.of());
      default -> verdict;
    };
  }

  private Verdict pipelineNotRead() {
    var failing = failingWeb();
    if (isConcourseSilent() && !failing.isEmpty() && lockIsReadOrOff()) {
      return new Verdict.WebStuck(List.of(), evidence.at(), failing);
    }
    return unknown(List.of("pipeline"));
  }

  private boolean lockIsReadOrOff() {
    return isLockingOff(evidence) || evidence.lock().isKnown();
  }

  private boolean isConcourseSilent() {
    return evidence.pipeline() instanceof Fact.NotRead<?> pipeline
        && pipeline.isSilence()
        && evidence.concourse() instanceof Fact.NotRead<?> version
        && version.isSilence();
  }

  private List<pipelinelock.vm.InstanceId> failingWeb() {
    Environment environment = evidence.environment();
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> environment.deployment().webGroups().contains(instance.id().group()))
        .filter(instance -> !instance.isRunning() && !instance.isErrandAtRest())
        .map(Instance::id)
        .toList();
  }

  private Verdict unknown(List<String> wanted) {
    var why = new ArrayList<String>();
    if (wanted.contains("pipeline")) {
      Missing.reason("the pipeline", evidence.pipeline()).ifPresent(why::add);
    }
    if (!isLockingOff(evidence)) {
      Missing.reason("the lock", evidence.lock()).ifPresent(why::add);
    }
    return new Verdict.Unknown(why, Optional.empty());
  }
}
