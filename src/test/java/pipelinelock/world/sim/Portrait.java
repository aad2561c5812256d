package pipelinelock.world.sim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import pipelinelock.world.BuildFact;
import pipelinelock.world.CommitFact;
import pipelinelock.world.ConcourseFacts;
import pipelinelock.world.DirectorFacts;
import pipelinelock.world.StepContainers;
import pipelinelock.world.WorldFacts;

/** A world at this moment, as its remotes show it: nothing of its truth is in it. */
final class Portrait {
  static final String POOL = "create-cloudfoundry";
  private static final String LOCK = "lock";
  private static final List<String> CHECKED = List.of("paas-cf", "pipeline-pool");
  private static final List<String> INPUTS = List.of("paas-cf");

  private final SimWorld world;
  private final SimConcourse concourse;

  Portrait(SimWorld world) {
    this.world = world;
    this.concourse = world.concourse;
  }

  WorldFacts facts() {
    return new WorldFacts(Instant.ofEpochSecond(world.now()), commits(), concourse(), director());
  }

  private List<CommitFact> commits() {
    var facts = new ArrayList<CommitFact>();
    for (var commit : world.pool.commits) {
      facts.add(
          new CommitFact(
              Instant.ofEpochSecond(commit.at()),
              commit.author(),
              commit.message(),
              writes(commit, facts.size()),
              removes(commit)));
    }
    return facts;
  }

  private static Map<String, String> writes(SimPool.Commit commit, int number) {
    var writes = new HashMap<String, String>();
    // An edit changes the file's text; a move takes it along.
    var text = commit.moves() ? "" : "note " + number;
    switch (commit.after()) {
      case CLAIMED -> writes.put(POOL + "/claimed/" + LOCK, text);
      case UNCLAIMED -> writes.put(POOL + "/unclaimed/" + LOCK, text);
      case BOTH -> {
        writes.put(POOL + "/claimed/" + LOCK, "");
        writes.put(POOL + "/unclaimed/" + LOCK, "");
      }
      case NEITHER -> writes.put(POOL + "/claimed/.gitkeep", "");
    }
    return writes;
  }

  private static Set<String> removes(SimPool.Commit commit) {
    return switch (commit.after()) {
      case CLAIMED -> Set.of(POOL + "/unclaimed/" + LOCK);
      case UNCLAIMED -> Set.of(POOL + "/claimed/" + LOCK);
      case BOTH -> Set.of();
      case NEITHER -> Set.of(POOL + "/unclaimed/" + LOCK, POOL + "/claimed/" + LOCK);
    };
  }

  private ConcourseFacts concourse() {
    var pipelines = concourse.pipelines.stream().map(this::pipeline).toList();
    var drawn = new ArrayList<BuildFact>();
    var diary = new Diary(world.clockAhead, concourse);
    for (var build : concourse.builds) {
      if (!build.forgotten) {
        drawn.add(new BuildPortrait(build, concourse, diary).fact());
      }
    }
    var containers = containers();
    return new ConcourseFacts(
        concourse.versions.concourse(),
        concourse.url,
        Map.of("redact_secrets", concourse.versions.redacts(), "build_rerun", false),
        new ConcourseFacts.Reach(false, false, roles(), outage()),
        pipelines,
        drawn,
        containers,
        workers(containers));
  }

  private Map<String, String> roles() {
    var roles = new HashMap<String, String>();
    world.teams.forEach(team -> roles.put(team, "pipeline-operator"));
    return roles;
  }

  private Optional<Integer> outage() {
    return concourse.webDown ? Optional.of(500) : Optional.empty();
  }

  private ConcourseFacts.Pipeline pipeline(SimPipeline of) {
    boolean mine = of == world.ours;
    return new ConcourseFacts.Pipeline(
        of.id,
        of.team,
        of.name,
        of.vars.map(SimJson::read),
        of.paused,
        Optional.of("ops").filter(_ -> of.paused),
        false,
        false,
        of.jobs.values().stream().map(job -> job(of, job)).toList(),
        mine ? List.of(resource("paas-cf", true), resource("pipeline-pool", false)) : List.of(),
        Optional.of(JsonNodeFactory.instance.objectNode()));
  }

  private static ConcourseFacts.Job job(SimPipeline of, SimJob job) {
    var inputs = job.kind == SimJob.Kind.LOCK ? INPUTS : List.of("pipeline-trigger", "paas-cf");
    return new ConcourseFacts.Job(
        of.id * 100 + List.copyOf(of.jobs.values()).indexOf(job),
        job.name,
        job.paused,
        Optional.of("ops").filter(_ -> job.paused),
        inputs,
        job.kind == SimJob.Kind.LOCK ? List.of("pipeline-pool", "pipeline-trigger") : List.of(),
        false);
  }

  private ConcourseFacts.Resource resource(String name, boolean input) {
    var check = input ? concourse.check : SimConcourse.Check.GOOD;
    long start = check == SimConcourse.Check.GOOD ? world.now() - 30 : concourse.checkSince;
    var status =
        switch (check) {
          case GOOD -> "succeeded";
          case HANGS -> "started";
          case FAILS -> "errored";
        };
    Optional<Instant> end =
        check == SimConcourse.Check.GOOD ? Optional.of(clock(world.now() - 28)) : Optional.empty();
    return new ConcourseFacts.Resource(
        name,
        name.equals("pipeline-pool") ? "pool" : "git",
        Optional.of(
            new ConcourseFacts.Check(
                990_000 + name.length(), status, Optional.of(clock(start)), end)),
        Optional.of(clock(Math.min(start, world.now() - 28))),
        List.of());
  }

  private Instant clock(long time) {
    return Instant.ofEpochSecond(time + world.clockAhead);
  }

  private List<ConcourseFacts.Container> containers() {
    var all = new ArrayList<ConcourseFacts.Container>();
    for (var build : concourse.builds) {
      for (var step : build.steps) {
        if (step.containerThere && !build.forgotten) {
          all.add(container(build, step));
        }
      }
    }
    // A team's pipelines are checked on every worker; the fewest that a real one showed.
    world.concourse.workers.stream()
        .filter(w -> w.lives() && w.tags.isEmpty())
        .forEach(
            w ->
                concourse.pipelines.stream()
                    .map(this::pipeline)
                    .forEach(
                        p ->
                            CHECKED.forEach(it -> all.add(StepContainers.ofCheck(p, it, w.name)))));
    return all;
  }

  private static ConcourseFacts.Container container(SimBuild build, SimStep step) {
    boolean image = step.hang == SimStep.Hang.IMAGE;
    var type =
        switch (image ? SimStep.Kind.GET : step.kind) {
          case GET -> "get";
          case TASK -> "task";
          case CLAIM, RELEASE, PUT -> "put";
        };
    return new ConcourseFacts.Container(
        step.container,
        step.workerName,
        "created",
        type,
        image ? "image" : step.name,
        build.team,
        Optional.of(build.id),
        Optional.ofNullable(build.pipeline).map(p -> p.id));
  }

  private List<ConcourseFacts.Worker> workers(List<ConcourseFacts.Container> containers) {
    return concourse.workers.stream()
        .filter(w -> !w.gone)
        .map(
            w ->
                new ConcourseFacts.Worker(
                    w.name,
                    w.state(world.now()),
                    w.tags,
                    "",
                    "linux",
                    "2.5",
                    Optional.of(clock(w.registeredAt)),
                    OptionalInt.of(
                        (int) containers.stream().filter(c -> c.worker().equals(w.name)).count()),
                    0))
        .toList();
  }

  private DirectorFacts director() {
    var open = world.bosh.open();
    return new DirectorFacts(
        "concourse",
        open.stream()
            .map(
                task ->
                    new DirectorFacts.Task(
                        task.id,
                        "processing",
                        "create deployment",
                        "admin",
                        Optional.of(task.deployment),
                        Instant.ofEpochSecond(task.start),
                        Optional.empty()))
            .toList(),
        open.stream()
            .map(
                task ->
                    new DirectorFacts.Lock(
                        "deployment",
                        task.deployment,
                        Instant.ofEpochSecond(world.now() + 200),
                        Optional.of(task.id)))
            .toList(),
        instances(),
        "done",
        world.blind.contains(SimWorld.Blind.BOSH) ? Optional.of(500) : Optional.empty());
  }

  private List<DirectorFacts.InstanceFact> instances() {
    var all = new ArrayList<DirectorFacts.InstanceFact>();
    for (var worker : concourse.workers) {
      all.add(
          new DirectorFacts.InstanceFact(
              worker.group,
              worker.instance,
              worker.instance.equals(SimWorld.WORKER_2_ID) ? 1 : 0,
              Optional.of(worker.cid).filter(_ -> !worker.gone),
              "started",
              worker.gone
                  ? Optional.empty()
                  : Optional.of(worker.isDead() ? "unresponsive agent" : "running"),
              false,
              Optional.of(Instant.ofEpochSecond(worker.registeredAt))));
    }
    return all;
  }
}
