package pipelinelock.world.sim;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import pipelinelock.lock.PoolLock.Place;

/**
 * A world that runs forward: one environment, and whoever shares its pool, workers and Director.
 */
final class SimWorld {
  /** What the bot cannot read. */
  enum Blind {
    GIT,
    CONCOURSE,
    CONTAINERS,
    WORKERS,
    OTHER_BUILDS,
    EVENTS,
    BOSH
  }

  static final String TEAM = "main";
  static final String OTHER_TEAM = "platform";
  static final String WORKER_ID = "89f7a596-7a06-4cae-8565-981af56840e7";
  static final String WORKER_2_ID = "1f2e3d4c-1111-4cae-8565-981af56840e7";
  static final String WEB_ID = "cd83da7e-525b-4177-a2dc-7169892c1be8";
  static final String URL = "https://deployer.dev04.example.org";
  static final String OTHER_URL = "https://deployer.prod-lon.example.org";
  static final List<String> PATH = List.of("pre-deploy", "cf-deploy", "smoke-tests", "tag-release");
  private static final long START = 1_772_000_000L;

  final long seed;
  final Dice dice;
  final Agenda agenda;
  final SimPool pool;
  final SimConcourse concourse;
  final SimBosh bosh;
  final SimPipeline ours;

  /** A Concourse that shares the pool, and that nobody here can ask. */
  Optional<SimConcourse> second = Optional.empty();

  final Set<Blind> blind = EnumSet.noneOf(Blind.class);

  /** Teams in which the bot has a role. */
  final Set<String> teams = new TreeSet<>(List.of(TEAM));

  /** How far Concourse's clock is ahead of the true time; the bot's is right. */
  long clockAhead;

  SimWorld(long seed, Twist twist) {
    this.seed = seed;
    this.dice = new Dice(seed);
    this.agenda = new Agenda(START + dice.between(0, 86_400));
    this.pool = new SimPool(agenda);
    var thrown = SimVersions.thrown(dice);
    var versions = twist.versions(dice).orElse(thrown);
    this.concourse = new SimConcourse(agenda, pool, dice.apart(), URL, versions, 4_000);
    this.bosh = new SimBosh(concourse);
    long before = agenda.now() - 86_400;
    concourse.workers.add(new SimWorker("concourse-worker", WORKER_ID, List.of(), before));
    if (dice.chance(0.3)) {
      concourse.workers.add(new SimWorker("concourse-worker", WORKER_2_ID, List.of(), before));
    }
    concourse.workers.add(
        new SimWorker("concourse", WEB_ID, List.of("colocated-with-web"), before));
    this.ours = pipeline(concourse, TEAM, "create-cloudfoundry", Optional.empty());
    concourse.steps.taskBegins =
        (build, step) -> {
          if (step.name.equals("cf-deploy") && dice.chance(0.7)) {
            bosh.deploys(step.takes);
          }
        };
    pool.push(
        "ops <ops@example.org>", "Add unclaimed 'lock' lock.", Place.UNCLAIMED, Optional.empty());
  }

  SimPipeline pipeline(SimConcourse of, String team, String name, Optional<String> vars) {
    var made = new SimPipeline(of.pipelines.size() + 2L, team, name, vars);
    boolean serial = dice.chance(0.6);
    var last = made.add("pipeline-lock", SimJob.Kind.LOCK, serial, dice.between(100, 140));
    for (var job : PATH) {
      var next = made.add(job, SimJob.Kind.PATH, dice.chance(0.7), dice.between(60, 99));
      last.next = Optional.of(next);
      last = next;
    }
    var unlock = made.add("pipeline-unlock", SimJob.Kind.UNLOCK, true, dice.between(60, 99));
    last.next = Optional.of(unlock);
    made.add("pipeline-release-lock", SimJob.Kind.RELEASE, false, 3);
    made.add("continuous-smoke-tests", SimJob.Kind.TIMER, true, 900);
    of.pipelines.add(made);
    return made;
  }

  long now() {
    return agenda.now();
  }

  /** Everybody whose runs the lock keeps apart. */
  List<SimConcourse> concourses() {
    return Stream.concat(Stream.of(concourse), second.stream()).toList();
  }

  SimWorker web() {
    return concourse.workers.getLast();
  }

  SimWorker worker() {
    return concourse.workers.getFirst();
  }

  /** Whether everything that a judgement needs can be read, and read right. */
  boolean isPlain() {
    boolean seesAll = concourse.builds.stream().allMatch(b -> teams.contains(b.team));
    return blind.isEmpty()
        && seesAll
        && !concourse.webDown
        && Math.abs(clockAhead) <= 20
        && Math.abs(pool.clockAhead) <= 20;
  }
}
