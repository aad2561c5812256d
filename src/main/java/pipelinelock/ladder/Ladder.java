package pipelinelock.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.Condition;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.vm.InstanceId;

/**
 * The order in which a recreate climbs: abort first, always; then the VM whose worker runs the hung
 * step, because after an abort its loss ends the build within seconds; every VM only if the lock is
 * still hung by then; finally, give back what the aborts orphaned. Measured on Concourse 7.11.2
 * with containerd.
 *
 * @param order the VMs, in the order in which they are recreated
 * @param onlyIf the condition before each of them; empty if the VM itself is the problem, so that
 *     no build's end cures it
 * @param giveBack empty if nothing is aborted
 */
public record Ladder(
    List<InstanceId> order, Optional<Condition> onlyIf, Optional<Step.GiveBack> giveBack) {
  public Ladder {
    order = List.copyOf(order);
  }

  /** The ladder of a recreate that the verdict offers. */
  public static Ladder of(Diagnosis diagnosis, Cure.Recreate cure) {
    var evidence = diagnosis.evidence();
    var hung = hung(diagnosis.verdict());
    return new Ladder(
        hung.flatMap(evidence::vmUnder)
            .map(first -> beginningWith(first, cure.instances()))
            .orElseGet(cure::instances),
        hung.map(_ -> Condition.STILL_HUNG),
        giveBack(cure.abortFirst(), evidence, diagnosis.verdict() instanceof Verdict.HungRelease));
  }

  /** Every VM whatever is seen, in the runbook's order: as it was before there were ladders. */
  public Ladder flat(Cure.Recreate cure) {
    return new Ladder(cure.instances(), Optional.empty(), giveBack);
  }

  /** What an earlier plan left undone: its VMs are half way, so that each of them is needed. */
  public static Ladder ofTheRest(Cure.Recreate cure, Evidence evidence) {
    return new Ladder(
        cure.instances(), Optional.empty(), giveBack(cure.abortFirst(), evidence, false));
  }

  /** The build whose end is the cure; empty where the trouble is another one. */
  private static Optional<Build> hung(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HungClaim it -> Optional.of(it.build());
      case Verdict.HungRelease it -> Optional.of(it.build());
      case Verdict.SelfDeadlock it -> Optional.of(it.build());
      case Verdict.WorkerStalled _, Verdict.WebStuck _, Verdict.StuckPending _ -> Optional.empty();
      case Verdict.Free _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.RunningWithoutLock _,
          Verdict.FailedRun _,
          Verdict.Paused _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.BrokenPool _,
          Verdict.LockingOff _,
          Verdict.Unknown _ ->
          Optional.empty();
    };
  }

  private static List<InstanceId> beginningWith(InstanceId first, List<InstanceId> all) {
    if (!all.contains(first)) {
      return all;
    }
    var order = new ArrayList<>(all);
    order.remove(first);
    order.addFirst(first);
    return order;
  }

  /** What gives back the claim of a build that a plan aborts by itself. */
  public static Optional<Step.GiveBack> ofAnAbort(Diagnosis diagnosis, Build build) {
    return giveBack(
        List.of(build), diagnosis.evidence(), diagnosis.verdict() instanceof Verdict.HungRelease);
  }

  /**
   * What gives the lock back once more after a release: claims that wait, any of which may have
   * been aborted by somebody, and those whose container a build that has ended left over.
   */
  public static Optional<Step.ReleaseAgain> ofARelease(Evidence evidence) {
    var job = evidence.environment().pipeline().lockJob();
    var waiting =
        evidence.pipeline().value().stream()
            .flatMap(state -> state.builds().stream())
            .filter(build -> build.ref().job().equals(job))
            .filter(build -> build.status() == Build.Status.STARTED)
            .map(Build::id);
    var leftOver =
        evidence.containers().value().orElse(List.of()).stream()
            .filter(
                it -> it.isKept() && it.isPutOf(evidence.environment().pipeline().poolResource()))
            .filter(it -> it.job().filter(job::equals).isPresent())
            .flatMap(it -> it.buildId().stream());
    var holder = evidence.holder().value().flatMap(HolderBuild::ours).map(Build::id);
    var claims =
        Stream.concat(waiting, leftOver)
            .filter(id -> holder.filter(id::equals).isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return claims.isEmpty() ? Optional.empty() : Optional.of(new Step.ReleaseAgain(claims));
  }

  /**
   * @param ofARun the builds to abort give the lock back for a run that is at its end, so that the
   *     claim of its lock build goes with them
   */
  private static Optional<Step.GiveBack> giveBack(
      List<Build> aborted, Evidence evidence, boolean ofARun) {
    if (aborted.isEmpty()) {
      return Optional.empty();
    }
    Set<Long> ids = aborted.stream().map(Build::id).collect(Collectors.toUnmodifiableSet());
    boolean theirs = ofARun || evidence.claimant().map(Build::id).filter(ids::contains).isPresent();
    return Optional.of(new Step.GiveBack(ids, theirs ? claim(evidence) : Optional.empty()));
  }

  private static Optional<String> claim(Evidence evidence) {
    return evidence
        .lock()
        .value()
        .filter(lock -> lock.place() == PoolLock.Place.CLAIMED)
        .flatMap(PoolLock::moved)
        .map(LockCommit::id);
  }
}
