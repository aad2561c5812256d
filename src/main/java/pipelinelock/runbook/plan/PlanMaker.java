package pipelinelock.runbook.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.ExpectedWorker;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.ladder.Ladder;
import pipelinelock.ladder.Offered;
import pipelinelock.ladder.Restart;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * Turns a cure that a diagnosis offers into steps. Around a recreate: pause the lock job, abort its
 * open builds, read the lock again, climb the ladder of VMs, verify, give back, unpause. The same
 * diagnosis always gives the same plan, so that a plan made again at the start can be compared with
 * the approved one.
 */
public final class PlanMaker {
  private PlanMaker() {}

  /** One of the lighter cures; empty when the diagnosis does not offer it. */
  public static Optional<Plan> plan(CureKind kind, Diagnosis diagnosis, Ending ending) {
    return Offered.of(kind, diagnosis)
        .flatMap(
            cure -> plan(cure, diagnosis, ending).map(it -> ended(it, cure, diagnosis, ending)));
  }

  /**
   * Which of the bot's cures ends what is there: the ladder of a recreate begins with the abort and
   * stops where that is enough, so it covers the lighter ones too. Empty where there is none.
   */
  public static Optional<CureKind> whatCures(Diagnosis diagnosis) {
    return Stream.of(CureKind.RECREATE, CureKind.RELEASE, CureKind.ABORT, CureKind.UNPAUSE)
        .filter(kind -> Offered.of(kind, diagnosis).isPresent())
        .findFirst();
  }

  /** Without its last steps. */
  private static Optional<List<Step>> plan(Cure cure, Diagnosis diagnosis, Ending ending) {
    var evidence = diagnosis.evidence();
    return switch (cure) {
      case Cure.Recreate _ -> Optional.empty(); // that of one with its options, below
      case Cure.Release release -> release(release, evidence, ending);
      case Cure.Abort(var build, var _) -> Optional.of(abort(build, diagnosis, ending));
      case Cure.Unpause(var job) -> Optional.of(unpause(job, evidence));
      case Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> Optional.empty();
    };
  }

  private static List<Step> abort(Build build, Diagnosis diagnosis, Ending ending) {
    var steps = new ArrayList<Step>();
    steps.add(new Step.AbortBuild(build.id(), build.ref().shortForm()));
    steps.add(new Step.ReadLock());
    Ladder.ofAnAbort(diagnosis, build).filter(_ -> ending.givesBack()).ifPresent(steps::add);
    return steps;
  }

  private static List<Step> unpause(Optional<String> job, Evidence evidence) {
    return List.of(
        job.<Step>map(Step.UnpauseJob::new)
            .orElseGet(() -> new Step.UnpausePipeline(evidence.environment().pipeline().name())),
        new Step.LookAgain());
  }

  private static Optional<List<Step>> release(Cure.Release cure, Evidence evidence, Ending ending) {
    return evidence
        .lock()
        .value()
        .map(
            lock -> {
              var steps = new ArrayList<Step>();
              steps.add(new Step.ReleaseLock(lock.pool(), lock.name(), cure.commit(), lock.tip()));
              Ladder.ofARelease(evidence).filter(_ -> ending.givesBack()).ifPresent(steps::add);
              steps.add(new Step.LookAgain());
              return steps;
            });
  }

  /** With the start of the deployment behind it, where one is wanted. */
  private static Plan ended(List<Step> steps, Cure cure, Diagnosis diagnosis, Ending ending) {
    return new Plan(
        ending.starts(Restart.isOwed(cure, diagnosis)) ? started(steps, diagnosis, ending) : steps);
  }

  private static List<Step> started(List<Step> steps, Diagnosis diagnosis, Ending ending) {
    var all = new ArrayList<>(steps);
    all.add(new Step.StartDeployment(diagnosis.evidence().environment().pipeline().lockJob()));
    all.add(new Step.FollowDeployment());
    if (ending.follows() == FollowsUntil.UNLOCK) {
      all.add(new Step.FollowRun());
    }
    return all;
  }

  /**
   * Empty when the diagnosis does not offer a recreate, or an instance is not there to be
   * recreated.
   *
   * @param part which of the offered VMs are meant
   */
  public static Optional<Plan> recreate(
      Diagnosis diagnosis, RecreateTerms terms, Predicate<InstanceId> part) {
    return diagnosis
        .recreate()
        .flatMap(cure -> narrowed(cure, part))
        .flatMap(cure -> plan(cure, diagnosis, terms));
  }

  /** The rest of it stays: what is aborted before does not depend on which VMs go. */
  public static Optional<Cure.Recreate> narrowed(Cure.Recreate cure, Predicate<InstanceId> part) {
    var instances = cure.instances().stream().filter(part).toList();
    return instances.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Cure.Recreate(instances, cure.abortFirst(), cure.destroys(), cure.doesNotCure()));
  }

  private static Optional<Plan> plan(Cure.Recreate cure, Diagnosis diagnosis, RecreateTerms terms) {
    var evidence = diagnosis.evidence();
    // What a person paused stays paused; what an earlier plan left so goes on.
    boolean pausedBefore = isPaused(evidence, evidence.environment().pipeline().lockJob());
    var climbed = Ladder.of(diagnosis, cure);
    var ladder = terms.climbs() ? climbed : climbed.flat(cure);
    return around(
        cure, ladder, diagnosis, terms, new Pause(!pausedBefore, !pausedBefore || terms.letsGo()));
  }

  /** Whether the plan pauses the lock job, and whether the job is let go at its end. */
  public record Pause(boolean before, boolean after) {}

  /**
   * Pause, abort, read, recreate, verify, give back, unpause, start again; empty when an instance
   * is not there to be recreated.
   */
  public static Optional<Plan> around(
      Cure.Recreate cure, Ladder ladder, Diagnosis diagnosis, RecreateTerms terms, Pause pause) {
    var evidence = diagnosis.evidence();
    var job = evidence.environment().pipeline().lockJob();
    var steps = new ArrayList<Step>();
    if (pause.before()) {
      steps.add(new Step.PauseJob(job));
    }
    for (var build : cure.abortFirst()) {
      steps.add(new Step.AbortBuild(build.id(), build.ref().shortForm()));
    }
    steps.add(new Step.ReadLock());
    for (var instance : ladder.order()) {
      var present = instance(evidence, instance);
      if (present.filter(PlanMaker::isOneToRecreate).isEmpty()) {
        return Optional.empty();
      }
      steps.add(new Step.Recreate(instance, present.get().cid(), terms.options(), ladder.onlyIf()));
    }
    steps.add(new Step.Verify(workers(evidence, cure)));
    ladder.giveBack().filter(_ -> terms.ending().givesBack()).ifPresent(steps::add);
    if (!pause.after()) {
      return Optional.of(new Plan(steps)); // a person's pause stays, so nothing could start
    }
    steps.add(new Step.UnpauseJob(job));
    return Optional.of(ended(steps, cure, diagnosis, terms.ending()));
  }

  private static List<ExpectedWorker> workers(Evidence evidence, Cure.Recreate cure) {
    var prefixes = cure.instances().stream().map(id -> id.id().substring(0, 8)).toList();
    return evidence.workers().value().orElse(List.of()).stream()
        .filter(Worker::isRunning)
        .flatMap(
            worker ->
                prefixes.stream()
                    .filter(prefix -> worker.name().startsWith(prefix + "-"))
                    .map(prefix -> new ExpectedWorker(prefix, worker.tags())))
        .sorted(
            Comparator.comparing(ExpectedWorker::prefix).thenComparing(it -> it.tags().toString()))
        .toList();
  }

  public static boolean isPaused(Evidence evidence, String job) {
    return evidence
        .pipeline()
        .value()
        .flatMap(pipeline -> pipeline.job(job))
        .map(Job::paused)
        .orElse(false);
  }

  /** One that has lost its VM gets a new one by the very same request. */
  private static boolean isOneToRecreate(Instance instance) {
    return instance.cid().isPresent() || instance.hasLostItsVm();
  }

  private static Optional<Instance> instance(Evidence evidence, InstanceId id) {
    return evidence.instances().value().stream()
        .flatMap(List::stream)
        .filter(instance -> instance.id().equals(id))
        .findFirst();
  }
}
