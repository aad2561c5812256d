package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.world.sim.SimBuild.Status;
import pipelinelock.world.sim.SimStep.Hang;
import pipelinelock.world.sim.SimStep.Kind;

/** How steps run, hang, are interrupted, lose their worker, and are taken up by a new web node. */
final class SimSteps {
  private static final long POLL = 10;

  /** A real one took the lock more than four minutes after its build had ended. */
  private static final long THAWS_AT_LAST = 400;

  private static final long THAWS_FIRST = 30;

  /** How long a half-dead stream lasts before its step errors. */
  private static final long STREAM_BREAKS = 300;

  /** What a claim does after its push, where something is wrong with it; armed once. */
  enum Landing {
    GOOD,
    NEVER_ENDS,
    WAITS_FOR_ITSELF
  }

  private final SimConcourse concourse;
  Landing landing = Landing.GOOD;

  /** Claims go round for ever: another branch, or every push is rejected. */
  boolean claimsLoop;

  /** The next release is pushed, and its step never ends. */
  boolean releaseNeverEnds;

  /** Receives each task that begins. */
  BiConsumer<SimBuild, SimStep> taskBegins = (build, step) -> {};

  private int containers;

  SimSteps(SimConcourse concourse) {
    this.concourse = concourse;
  }

  private Agenda agenda() {
    return concourse.agenda;
  }

  private long now() {
    return concourse.now();
  }

  void next(SimBuild build) {
    concourse.whenWebIsUp(
        () -> {
          if (!build.isStarted()) {
            return;
          }
          build.at++;
          build
              .current()
              .ifPresentOrElse(
                  step -> begin(build, step), () -> concourse.end(build, Status.SUCCEEDED));
        });
  }

  private void begin(SimBuild build, SimStep step) {
    step.begunAt = now();
    var able =
        concourse.workers.stream()
            .filter(w -> w.takesWork(now()) && w.tags.isEmpty() != step.onWeb)
            .toList();
    if (able.isEmpty()) {
      agenda().in(2, () -> error(build, step, "no workers satisfying: platform 'linux'"));
      return;
    }
    var worker = concourse.dice.pick(able);
    step.worker = worker;
    step.workerName = worker.name;
    step.container = "%08x-7a0e-4a55-7d0b-3c1f2f0c9b11".formatted(++containers * 7_919L + build.id);
    step.containerThere = true;
    if (step.hang == Hang.CONTAINER || step.hang == Hang.IMAGE) {
      freeze(step);
      return;
    }
    step.startedAt = now() + 1;
    if (step.hang == Hang.STARTED) {
      freeze(step);
    } else if (step.kind == Kind.CLAIM) {
      claim(build, step);
    } else {
      if (step.kind == Kind.TASK) {
        taskBegins.accept(build, step);
      }
      agenda().in(1 + step.takes, () -> done(build, step));
    }
  }

  private void freeze(SimStep step) {
    step.frozen = true;
    step.mutedAt = Math.min(step.mutedAt, now() + 1);
  }

  /** The process of the step is alive and does its work, whatever became of its build. */
  static boolean lives(SimStep step) {
    return step.containerThere
        && !step.processOver
        && !step.frozen
        && step.worker != null
        && step.worker.lives()
        && step.worker.name.equals(step.workerName);
  }

  private boolean isAt(SimBuild build, SimStep step) {
    return build.current().filter(it -> it == step).isPresent() && step.isOpen();
  }

  private void claim(SimBuild build, SimStep step) {
    if (step.exit != 0) {
      agenda().in(4, () -> done(build, step));
      return;
    }
    if (step.hang == Hang.WAITING) {
      agenda().in(2 + step.takes, () -> freeze(step));
    }
    agenda().in(2, () -> attempt(build, step));
  }

  private void attempt(SimBuild build, SimStep step) {
    if (!lives(step) || step.pushed != null || claimsLoop) {
      return;
    }
    if (concourse.pool.isFree()) {
      land(build, step);
    } else {
      // That of a build that has ended was seen to come minutes late.
      concourse.pool.whenFree(
          () ->
              agenda()
                  .at(
                      nextPoll(step) + (build.isOpen() ? 0 : concourse.dice.between(0, 300)),
                      () -> attempt(build, step)));
    }
  }

  private long nextPoll(SimStep step) {
    long first = step.startedAt + 1;
    return first + ((now() - first) / POLL + 1) * POLL;
  }

  private void land(SimBuild build, SimStep step) {
    step.pushed =
        concourse.pool.push(
            SimPool.AUTHOR,
            SimMessages.of(concourse, build, "claiming"),
            Place.CLAIMED,
            Optional.of(build));
    if (!build.isOpen()) {
      step.containerThere = false;
    } else if (build.aborted) {
      agenda().in(3, () -> interrupted(build, step));
    } else {
      landed(build, step);
    }
  }

  private void landed(SimBuild build, SimStep step) {
    var how = landing;
    landing = Landing.GOOD;
    switch (how) {
      case GOOD -> agenda().in(1, () -> done(build, step));
      case NEVER_ENDS -> freeze(step);
      case WAITS_FOR_ITSELF -> {
        // Web died before it read the result: the new one runs the step again.
        concourse.restartWeb(20);
        step.containerThere = false;
        step.pushed = null;
      }
    }
  }

  private void done(SimBuild build, SimStep step) {
    if (!isAt(build, step) || !lives(step)) {
      return;
    }
    if (step.kind == Kind.RELEASE && step.exit == 0 && !release(build, step)) {
      return;
    }
    concourse.whenWebIsUp(
        () -> {
          if (!isAt(build, step)) {
            return;
          }
          step.endedAt = now();
          if (step.exit == 0 || step.swallowed) {
            next(build);
          } else {
            concourse.end(build, Status.FAILED);
          }
        });
  }

  /** Whether the step ends. */
  private boolean release(SimBuild build, SimStep step) {
    if (!concourse.pool.isClaimed()) {
      step.exit = 1;
      return true;
    }
    step.pushed =
        concourse.pool.push(
            SimPool.AUTHOR,
            SimMessages.of(concourse, build, "unclaiming"),
            Place.UNCLAIMED,
            Optional.empty());
    if (releaseNeverEnds) {
      releaseNeverEnds = false;
      freeze(step);
      return false;
    }
    return true;
  }

  private void error(SimBuild build, SimStep step, String message) {
    if (!isAt(build, step)) {
      return;
    }
    step.error = message;
    step.endedAt = now();
    if (build.aborted) {
      concourse.end(build, Status.ABORTED);
    } else if (step.swallowed) {
      next(build);
    } else {
      concourse.end(build, Status.ERRORED);
    }
  }

  private void interrupted(SimBuild build, SimStep step) {
    concourse.whenWebIsUp(
        () -> {
          if (isAt(build, step)) {
            step.error = "interrupted";
            step.endedAt = now();
            concourse.end(build, Status.ABORTED);
          }
        });
  }

  /** An abort; on 7.x a put that waits or is stuck takes no notice of it. */
  void interrupt(SimBuild build) {
    var step = build.current();
    if (step.isEmpty()) {
      agenda().in(1, () -> concourse.end(build, Status.ABORTED));
      return;
    }
    if (ignoresAborts(step.get())) {
      return;
    }
    agenda()
        .in(
            step.get().frozen ? 20 : 2,
            () -> {
              if (isAt(build, step.get())) {
                step.get().processOver = !outlivesItsAbort(build, step.get());
                thawsLater(build, step.get());
                interrupted(build, step.get());
              }
            });
  }

  /** The container is kept; in it, a claim's child was seen to go on and take the lock later. */
  private static boolean outlivesItsAbort(SimBuild build, SimStep step) {
    return step.kind == Kind.CLAIM && step.startedAt != SimStep.NOT_YET && build.createdAt % 3 == 0;
  }

  /** What hung goes on, as a connection may that was half dead. */
  private void thawsLater(SimBuild build, SimStep step) {
    if (step.frozen && !step.processOver) {
      agenda()
          .in(
              THAWS_FIRST + build.createdAt / 3 % (THAWS_AT_LAST - THAWS_FIRST),
              () -> {
                step.frozen = false;
                attempt(build, step);
              });
    }
  }

  private boolean ignoresAborts(SimStep step) {
    return concourse.versions.ignoresAborts()
        && (step.frozen || (step.isPoolStep() && step.startedAt != SimStep.NOT_YET));
  }

  /** The worker's VM dies: its processes are gone, and the web node may not notice. */
  void lose(SimWorker worker) {
    worker.deadSince = now();
    cut(worker, concourse.dice.chance(0.5));
  }

  /** Ends all processes on a worker; the web node notices it by a broken stream, or not at all. */
  private void cut(SimWorker worker, boolean noticed) {
    for (var build : List.copyOf(concourse.builds)) {
      for (var step : build.steps) {
        if (step.worker == worker && step.workerName.equals(worker.name) && step.containerThere) {
          step.containerThere = worker.isDead() && step.isOpen();
          step.mutedAt = Math.min(step.mutedAt, now());
          if (noticed && isAt(build, step)) {
            breaksLater(build, step);
          }
        }
      }
    }
  }

  private void breaksLater(SimBuild build, SimStep step) {
    var container = step.container;
    agenda()
        .in(
            STREAM_BREAKS,
            () -> {
              if (step.container.equals(container)) {
                error(build, step, "worker disappeared while it ran the step");
              }
            });
  }

  /** The VM goes, and comes back {@code seconds} later with a worker of a new name. */
  void replace(SimWorker worker, long seconds, Runnable then) {
    var before = worker.name;
    worker.gone = true;
    cut(worker, false);
    agenda()
        .in(
            seconds,
            () -> {
              worker.cameBack(now());
              concourse.builds.stream()
                  .filter(SimBuild::isStarted)
                  .toList()
                  .forEach(build -> lostOn(build, before));
              concourse.cureCheck();
              then.run();
            });
  }

  private void lostOn(SimBuild build, String worker) {
    build
        .current()
        .filter(step -> step.workerName.equals(worker))
        .ifPresent(
            step -> {
              if (build.aborted) {
                agenda().in(4, () -> interrupted(build, step));
              } else {
                breaksLater(build, step);
              }
            });
  }

  /** A new web node takes the build up: attaches to its process, or runs the step again. */
  void resume(SimBuild build) {
    var current = build.current();
    if (current.isEmpty()) {
      return;
    }
    var step = current.get();
    build.resumed.add(now());
    if (build.aborted) {
      // The process of a claim lives on in its container.
      agenda().in(concourse.dice.between(4, 10), () -> interrupted(build, step));
    } else if (!step.containerThere) {
      again(build, step);
    } else if (step.kind == Kind.CLAIM || concourse.dice.chance(0.3)) {
      step.mutedAt = Math.min(step.mutedAt, concourse.webWentAt());
    }
  }

  private void again(SimBuild build, SimStep step) {
    if (step.endedAt != SimStep.NOT_YET) {
      return;
    }
    step.loseLife(concourse.webWentAt());
    step.frozen = false;
    step.hang = Hang.NO;
    step.mutedAt = Long.MAX_VALUE;
    step.startedAt = SimStep.NOT_YET;
    begin(build, step);
  }
}
