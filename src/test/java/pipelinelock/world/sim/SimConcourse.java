package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.world.sim.SimBuild.Status;

/** The builds of one Concourse: what is triggered, starts, is aborted, and ends. */
final class SimConcourse {
  /** How the check of the lock job's input behaves. */
  enum Check {
    GOOD,
    /** It never ends. */
    HANGS,
    /** It ends badly each time. */
    FAILS
  }

  private static final long HURRIED = 40;

  final Agenda agenda;
  final SimPool pool;
  final Dice dice;
  final String url;
  final SimVersions versions;
  final List<SimPipeline> pipelines = new ArrayList<>();
  final List<SimBuild> builds = new ArrayList<>();
  final List<SimWorker> workers = new ArrayList<>();
  final SimSteps steps = new SimSteps(this);
  long nextId;
  boolean webDown;
  private long webWentAt;
  boolean schedulerStuck;
  Check check = Check.GOOD;
  long checkSince;
  private int webStarts;
  private final List<Runnable> whenWebIsUp = new ArrayList<>();

  SimConcourse(
      Agenda agenda, SimPool pool, Dice dice, String url, SimVersions versions, long nextId) {
    this.agenda = agenda;
    this.pool = pool;
    this.dice = dice;
    this.url = url;
    this.versions = versions;
    this.nextId = nextId;
  }

  long now() {
    return agenda.now();
  }

  /** By a person. */
  SimBuild trigger(SimPipeline pipeline, SimJob job, String by) {
    var run =
        job.kind == SimJob.Kind.LOCK
            ? new SimRun(pipeline, "0.0." + ++pipeline.runs)
            : (SimRun) null;
    return queue(pipeline, job, run, by, Optional.empty());
  }

  /** The same build once more, in the same run. */
  SimBuild rerun(SimBuild build, String by) {
    if (build.pipeline == null || build.job == null) {
      throw new IllegalArgumentException("a one-off build is not run again");
    }
    return queue(
        build.pipeline, build.job, build.run, by, Optional.of(build.rerunOf.orElse(build)));
  }

  SimBuild queue(
      SimPipeline pipeline,
      SimJob job,
      @Nullable SimRun run,
      String by,
      Optional<SimBuild> rerunOf) {
    var name =
        rerunOf
            .map(of -> of.name + "." + (1 + reruns(of)))
            .orElseGet(() -> Long.toString(++job.numbered));
    var build = new SimBuild(nextId++, pipeline.team, pipeline, job, name, now());
    build.run = run;
    build.by = by;
    build.rerunOf = rerunOf;
    build.steps.addAll(SimRecipes.of(job, dice));
    if (run != null && run.hurries) {
      build.steps.forEach(step -> step.takes = Math.min(step.takes, HURRIED));
    }
    builds.add(build);
    look(build);
    return build;
  }

  private long reruns(SimBuild of) {
    return builds.stream().filter(b -> b.rerunOf.equals(Optional.of(of)) && !b.forgotten).count();
  }

  /** A build without a job, as {@code fly execute} makes one. */
  SimBuild oneOff(String team, long takes, long printsEvery) {
    var build = new SimBuild(nextId, team, null, null, Long.toString(nextId), now());
    nextId++;
    build.steps.add(SimRecipes.task("one-off", takes, printsEvery));
    build.checked = true;
    builds.add(build);
    agenda.in(2, () -> tryStart(build));
    return build;
  }

  /** A build that is triggered by hand waits for a fresh check of its inputs. */
  private void look(SimBuild build) {
    boolean byHand = !build.by.isEmpty();
    agenda.in(
        byHand ? dice.between(3, 12) : dice.between(1, 5),
        () -> {
          if (!build.isOf(SimJob.Kind.LOCK) || check == Check.GOOD) {
            build.checked = true;
            tryStart(build);
          }
        });
  }

  /** After a change of what holds builds back. */
  void tryAll() {
    for (var build : List.copyOf(builds)) {
      if (build.status == Status.PENDING) {
        build.checked |= check == Check.GOOD && now() > build.createdAt + 12;
        tryStart(build);
      }
    }
  }

  private void tryStart(SimBuild build) {
    boolean held = webDown || schedulerStuck || isPaused(build) || !build.checked;
    if (build.status != Status.PENDING || build.forgotten || held || isBehind(build)) {
      return;
    }
    build.status = Status.STARTED;
    build.startedAt = now();
    steps.next(build);
  }

  static boolean isPaused(SimBuild build) {
    return isPipelinePaused(build) || (build.job != null && build.job.paused);
  }

  static boolean isPipelinePaused(SimBuild build) {
    return build.pipeline != null && build.pipeline.paused;
  }

  /** Whether an older open build of a serial job holds it back. */
  boolean isBehind(SimBuild build) {
    return build.job != null && build.job.serial && ahead(build).isPresent();
  }

  Optional<SimBuild> ahead(SimBuild build) {
    return builds.stream()
        .filter(b -> b.job == build.job && b != build && b.isOpen() && !b.forgotten)
        .filter(b -> b.isStarted() || b.id < build.id)
        .findFirst();
  }

  void end(SimBuild build, Status status) {
    if (!build.isOpen()) {
      return;
    }
    build.status = status;
    build.endedAt = now();
    dropContainers(build);
    goOn(build);
    agenda.in(1, this::tryAll);
  }

  /** Containers of the newest unsuccessful build of a job stay until a newer one ends. */
  private void dropContainers(SimBuild ended) {
    if (ended.status == Status.SUCCEEDED) {
      ended.steps.forEach(step -> step.containerThere = false);
    }
    builds.stream()
        .filter(b -> b.job != null && b.job == ended.job && b.id < ended.id && !b.isOpen())
        .forEach(b -> b.steps.forEach(step -> step.containerThere = false));
  }

  private void goOn(SimBuild build) {
    var run = build.run;
    if (build.status != Status.SUCCEEDED || build.job == null || run == null || run.stalls) {
      return;
    }
    build.job.next.ifPresent(
        next -> {
          run.between = true;
          agenda.in(
              dice.between(2, 15),
              () ->
                  whenWebIsUp(
                      () -> {
                        run.between = false;
                        queue(run.pipeline, next, run, "", Optional.empty());
                      }));
        });
  }

  /** Asks for its end. */
  void abort(SimBuild build) {
    if (build.status == Status.PENDING) {
      agenda.in(1, () -> end(build, Status.ABORTED));
    } else if (build.isStarted()) {
      build.aborted = true;
      steps.interrupt(build);
    }
  }

  void pause(SimJob job, boolean paused) {
    job.paused = paused;
    agenda.in(2, this::tryAll);
  }

  void pause(SimPipeline pipeline, boolean paused) {
    pipeline.paused = paused;
    agenda.in(2, this::tryAll);
  }

  /** What the web node does, now or when it is back. */
  void whenWebIsUp(Runnable what) {
    if (webDown) {
      whenWebIsUp.add(what);
    } else {
      what.run();
    }
  }

  void restartWeb(long seconds) {
    webGoes();
    int start = webStarts;
    agenda.in(
        seconds,
        () -> {
          if (start == webStarts) {
            webComes();
          }
        });
  }

  void webGoes() {
    webWentAt = webDown ? webWentAt : now();
    webDown = true;
    webStarts++;
  }

  /** The new web node takes up every started build. */
  void webComes() {
    webDown = false;
    schedulerStuck = false;
    cureCheck();
    builds.stream().filter(SimBuild::isStarted).toList().forEach(steps::resume);
    var waiting = List.copyOf(whenWebIsUp);
    whenWebIsUp.clear();
    waiting.forEach(Runnable::run);
    agenda.in(3, this::tryAll);
  }

  void cureCheck() {
    if (check == Check.HANGS) {
      check = Check.GOOD;
      agenda.in(5, this::tryAll);
    }
  }

  /** When the newest of its restarts began; what a process prints from then on is lost. */
  long webWentAt() {
    return webWentAt;
  }

  Optional<SimBuild> find(long id) {
    return builds.stream().filter(b -> b.id == id && !b.forgotten).findFirst();
  }

  /** What the API shows to the members of this team, newest first. */
  List<SimBuild> told(java.util.Set<String> teams) {
    return builds.stream()
        .filter(b -> !b.forgotten && teams.contains(b.team))
        .sorted(Comparator.comparingLong((SimBuild b) -> b.id).reversed())
        .toList();
  }
}
