package pipelinelock.runbook.step;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.incident.plan.Step;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.Instance;

/**
 * The final check before a VM is recreated: the evidence of this moment must show no running
 * deployment. It is independent of the verdict and simpler, so that a bug in the verdict alone
 * kills nothing. What could not be read counts as running.
 */
public final class RecreateGuard {
  private RecreateGuard() {}

  /**
   * @param approvedAborts builds whose end the plan asks for, and has asked for by now: one that
   *     ignored its abort may still be open. The loss of its worker ends it, and so does a new web
   *     node: a real one was seen to end such a build within 10 s, not to run it again
   * @param web whether the instance holds the web node
   * @param approvedLook when the look was taken that people decided on: a build of another pipeline
   *     that began since is on no list of those that the recreate ends
   */
  public static GuardAnswer judge(
      Evidence evidence,
      Step.Recreate step,
      Set<Long> approvedAborts,
      boolean web,
      Instant approvedLook) {
    return unread(evidence)
        .<GuardAnswer>map(GuardAnswer.NotNow::new)
        .or(() -> openBuilds(evidence, approvedAborts, web))
        .or(() -> otherBuilds(evidence, approvedLook))
        .or(() -> unseenWork(evidence))
        .or(() -> tasks(evidence))
        .or(() -> instance(evidence, step))
        .orElseGet(GuardAnswer.Clear::new);
  }

  private static Optional<String> unread(Evidence evidence) {
    for (Fact<?> fact :
        new Fact<?>[] {
          evidence.lock(),
          evidence.pipeline(),
          evidence.otherBuilds(),
          evidence.account(),
          evidence.containers(),
          evidence.workers(),
          evidence.tasks(),
          evidence.instances()
        }) {
      if (fact instanceof Fact.NotRead<?> missing) {
        return Optional.of(
            "what could not be read counts as a running deployment: " + missing.reason());
      }
    }
    return Optional.empty();
  }

  private static Optional<GuardAnswer> openBuilds(
      Evidence evidence, Set<Long> approvedAborts, boolean web) {
    return evidence.pipeline().value().orElseThrow().builds().stream()
        .filter(Build::isOpen)
        .flatMap(build -> inTheWay(build, evidence, approvedAborts, web).stream())
        .findFirst();
  }

  private static Optional<GuardAnswer> inTheWay(
      Build build, Evidence evidence, Set<Long> approvedAborts, boolean web) {
    var pipeline = evidence.environment().pipeline();
    var job = build.ref().job();
    if (pipeline.isPathJob(job)) {
      return evidence.isHeldByPause(build)
          ? Optional.empty() // it stays pending, however long
          : Optional.of(
              new GuardAnswer.Never(
                  "a deployment runs: %s is %s"
                      .formatted(build.ref().shortForm(), build.status().text())));
    }
    boolean lockJob = job.equals(pipeline.lockJob()) || job.equals(pipeline.unlockJob());
    if (build.status() == Build.Status.PENDING) {
      return Optional.empty(); // the lock job is paused, so it stays pending
    }
    if (!lockJob) {
      return openStep(evidence, build).map(GuardAnswer.NotNow::new);
    }
    if (approvedAborts.contains(build.id())) {
      return Optional.empty();
    }
    return Optional.of(
        new GuardAnswer.NotNow(
            "%s is still open; %s"
                .formatted(
                    build.ref().shortForm(),
                    web
                        ? "a new web node would run all its steps again"
                        : "without its worker the deployment would go on without the lock")));
  }

  private static Optional<GuardAnswer> otherBuilds(Evidence evidence, Instant approvedLook) {
    Instant moving = evidence.at().minus(evidence.environment().thresholds().recentActivity());
    return evidence.otherBuilds().value().orElseThrow().stream()
        .flatMap(build -> whyNotEnded(evidence, build, approvedLook, moving).stream())
        .findFirst()
        .map(GuardAnswer.NotNow::new);
  }

  private static Optional<String> whyNotEnded(
      Evidence evidence, Build build, Instant approvedLook, Instant moving) {
    String name = build.ref().toString();
    var activity = evidence.activity().get(build.id());
    if (activity == null || !activity.isKnown()) {
      return Optional.of(
          "the events of %s could not be read, so it counts as running".formatted(name));
    }
    if (!build.startedAt().map(approvedLook::isAfter).orElse(false)) {
      return Optional.of(
          "%s started after the approved look, and nobody approved ending it".formatted(name));
    }
    return openStep(evidence, build)
        .or(
            () ->
                evidence
                    .lastSign(build)
                    .filter(moving::isBefore)
                    .map(_ -> name + " runs, and would end with this VM"))
        .or(() -> stillThere(evidence, build));
  }

  /** Silence proves no hang; only what has lost its worker cannot be going on there. */
  private static Optional<String> stillThere(Evidence evidence, Build build) {
    return evidence.isOnALostWorker(build)
        ? Optional.empty()
        : Optional.of(
            "%s is open, though silent, and would end with this VM; if it hangs, have it aborted first"
                .formatted(build.ref()));
  }

  /** No plan aborts it first, and a claim that loses its worker is swallowed by its try step. */
  private static Optional<String> openStep(Evidence evidence, Build build) {
    return Optional.ofNullable(evidence.activity().get(build.id()))
        .flatMap(Fact::value)
        .filter(activity -> activity.poolPut().isOpen())
        .map(
            _ ->
                "%s has an open step on the pool: if that is a claim, the build would go on without the lock when its worker goes. Abort it first"
                    .formatted(build.ref()));
  }

  private static Optional<GuardAnswer> unseenWork(Evidence evidence) {
    return evidence.unseenWork().stream()
        .findFirst()
        .map(
            work ->
                new GuardAnswer.NotNow(
                    "worker %s runs work that the bot cannot see, probably of a team in which it has no role"
                        .formatted(work.worker())));
  }

  /** Any task at all, of whatever deployment. */
  public static Optional<GuardAnswer> tasks(Evidence evidence) {
    return evidence.tasks().value().orElseThrow().stream()
        .findFirst()
        .map(
            task ->
                new GuardAnswer.NotNow(
                    "the Director works on task %d (%s) of %s for %s"
                        .formatted(
                            task.id(),
                            task.description(),
                            task.user(),
                            task.deployment().orElse("no deployment"))));
  }

  /** Another VM than the approved one is left alone. */
  public static Optional<GuardAnswer> instance(Evidence evidence, Step.Recreate step) {
    var found =
        evidence.instances().value().orElseThrow().stream()
            .filter(instance -> instance.id().equals(step.instance()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          new GuardAnswer.Never(
              "the Director does not list %s any more".formatted(step.instance())));
    }
    var cid = found.flatMap(Instance::cid);
    if (!cid.equals(step.cid())) {
      return Optional.of(
          new GuardAnswer.Never(
              "%s is on another VM than the approved one: %s instead of %s, so somebody has recreated it since"
                  .formatted(step.instance(), cid.orElse("none"), step.cid().orElse("none"))));
    }
    return cid.isEmpty() && !found.get().hasLostItsVm()
        ? Optional.of(
            new GuardAnswer.Never(
                "%s has no VM, and is no longer meant to have one".formatted(step.instance())))
        : Optional.empty();
  }
}
