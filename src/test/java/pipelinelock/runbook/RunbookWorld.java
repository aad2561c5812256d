package pipelinelock.runbook;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import pipelinelock.bosh.Transcripts;
import pipelinelock.diagnosis.EvidenceCollector;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.IncidentRules;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Person;
import pipelinelock.incident.Person.Standing;
import pipelinelock.incident.Roster;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.store.Database;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.SqlIncidentRecord;

/** The real rules, record and driver, with time stepped by hand and fakes at the far end. */
final class RunbookWorld implements AutoCloseable {
  private final Path file;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Instant now = NOON;
  final FakeConcourse concourse = new FakeConcourse(this::now);
  final FakeDirector director;
  private Database database;
  private IncidentDriver driver;
  private RequestDesk desk;
  private ApprovalPolicy policy = TWO_OTHERS;
  private Roster roster = (id, named) -> new Person(id, Standing.MEMBER, named.groups());
  Incidents incidents;
  Freezes freezes = Freezes.none();

  private final Function<Path, Database> opening;

  RunbookWorld(Path folder) {
    this(folder, Database::open);
  }

  RunbookWorld(Path folder, Function<Path, Database> opening) {
    this.opening = opening;
    file = folder.resolve("record.db");
    var cids = new LinkedHashMap<pipelinelock.vm.InstanceId, String>();
    cids.put(WORKER, "i-0c5df587c27d5d3c4");
    cids.put(WEB, "i-032e8d53aeeee59c5");
    director = new FakeDirector(cids, concourse::workerIsGone);
    open();
  }

  /** Who people are from now on. */
  void people(Roster next) {
    roster = next;
  }

  /** The bot is started again with another policy in its settings. */
  void isConfiguredWith(ApprovalPolicy next) {
    policy = next;
    restart();
  }

  private Instant now() {
    return now;
  }

  /** What a restart does: everything in memory is gone, the record is read again. */
  void restart() {
    database.close();
    open();
  }

  private void open() {
    database = opening.apply(file);
    freezes = new Freezes(new SqlFreezes(database, this::now), Optional.empty());
    incidents = new Incidents(new SqlIncidentRecord(database, this::now), this::now, freezes);
    desk = new RequestDesk(platforms(), lookout(), incidents);
    driver = driver(IncidentLeases.SOLE);
  }

  private Platforms platforms() {
    return new Platforms(List.of(platform()));
  }

  private Lookout lookout() {
    return new Lookout(
        platforms(),
        new EvidenceCollector(this::now, threads, EvidenceCollector.Limits.DEFAULT),
        this::now);
  }

  /** The driver of one node on this record. */
  IncidentDriver driver(IncidentLeases leases) {
    return new IncidentDriver(
        incidents,
        platforms(),
        lookout(),
        (id, named) -> roster.now(id, named),
        new Transcripts(),
        Pace.REAL,
        this::now,
        leases);
  }

  Database database() {
    return database;
  }

  /** How many events of it another process would find on disk now. */
  long onDisk(IncidentId id) {
    try (var other = Database.open(file)) {
      return new SqlIncidentRecord(other, this::now).events(id).size();
    }
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /** Time that only goes forward, as far as this world's clock has come. */
  long nanos() {
    return Duration.between(NOON, now).toNanos();
  }

  private Platform platform() {
    var environment =
        new Environment(
            DEV04,
            Tier.DEV,
            new LockedPipeline(
                "main",
                "create-cloudfoundry",
                "pipeline-lock",
                "pipeline-unlock",
                List.of(),
                "pipeline-pool",
                true),
            new ConcourseDeployment("concourse", List.of("concourse-worker"), List.of("concourse")),
            new Thresholds(
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ZERO));
    return new Platform(
        environment, policy, RunbookWorld::lock, concourse, concourse, director, director);
  }

  private static PoolLock lock() {
    var claim =
        new LockCommit(
            "5b07861c5b07861c5b07861c5b07861c5b07861c",
            NOON.minus(Duration.ofMinutes(53)),
            "git <git@localhost>",
            "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock",
            new LockMessage.PoolResource(
                LockMessage.Verb.CLAIMING,
                "lock",
                new Holder.JobBuild(
                    new BuildRef("main", "create-cloudfoundry", "pipeline-lock", "123"))));
    return new PoolLock(
        "create-cloudfoundry",
        "lock",
        PoolLock.Place.CLAIMED,
        claim.id(),
        Optional.of(claim),
        List.of(claim));
  }

  RequestDesk.Answer asks(String reason) {
    return asks(RecreateWish.plain(reason));
  }

  RequestDesk.Answer asks(RecreateWish wish) {
    return desk.recreate(DEV04, member(ANA), wish, _ -> {});
  }

  /** Asked for by Ana, approved by Ben and Cleo, not started yet. */
  IncidentId approved() {
    var id = asks("deployments wait since 11:07").incident().orElseThrow().id();
    incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), at));
    incidents.act(id, (i, at) -> IncidentRules.approve(i, member(CLEO), at));
    return id;
  }

  /** One act of the driver; time goes on by the pause it asks for. */
  boolean step(IncidentId id) {
    var pause = driver.advance(id);
    now = now.plus(pause.orElse(Duration.ZERO));
    return pause.isPresent();
  }

  /** Until the incident is over, restarting after everything that was recorded if wanted. */
  Incident untilOver(IncidentId id, boolean restarts) {
    for (int i = 0; i < 2000; i++) {
      long before = sequence(id);
      if (!step(id)) {
        return incidents.find(id).orElseThrow();
      }
      if (restarts && sequence(id) > before) {
        restart();
      }
    }
    throw new AssertionError(id + " does not end: " + incidents.find(id).orElseThrow());
  }

  private long sequence(IncidentId id) {
    return incidents.find(id).orElseThrow().sequence();
  }

  /** The process is dead for so long, and then another one begins. */
  void isDownFor(Duration downtime) {
    now = now.plus(downtime);
    restart();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    database.close();
  }
}
