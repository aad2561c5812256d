package pipelinelock.runbook;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.EvidenceCollector;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.RecordGuard;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.CurePolicies;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Roster;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.leftover.OwnIncidents;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.LookedAtPlatforms;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.Offer;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.runbook.twin.EnvironmentTargets;
import pipelinelock.runbook.twin.HeldThings;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlHeldThings;
import pipelinelock.store.ledger.SqlSeenFacts;

/** The real rules, record and driver, with time stepped by hand and fakes at the far end. */
final class RunbookWorld implements AutoCloseable {
  static final EnvironmentName DEV05 = new EnvironmentName("dev05");

  private final Path file;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Instant now = NOON;
  final FakeConcourse concourse = new FakeConcourse(this::now);
  final FakeDirector director;
  final FakeLockRepository lock = new FakeLockRepository(NOON.minus(Duration.ofMinutes(53)));
  private Database database;
  private IncidentDriver driver;
  private RequestDesk desk;
  private ApprovalPolicy policy = TWO_OTHERS;
  private Optional<ApprovalPolicy> releasePolicy = Optional.empty();
  private Optional<ApprovalPolicy> abortPolicy = Optional.empty();
  private Optional<ApprovalPolicy> blind = Optional.empty();
  private boolean blindTakesWorkers;
  private UserId asker = ANA;
  private boolean startsAgain;

  /** Who the Directors of the environments say they are. */
  final Map<EnvironmentName, String> uuids = new HashMap<>(Map.of(DEV04, "dir-4", DEV05, "dir-5"));

  private Roster roster = (id, named) -> new Person(id, Standing.MEMBER, named.groups());
  Incidents incidents;
  Freezes freezes = Freezes.none();

  private final Function<Path, Database> opening;

  RunbookWorld(Path folder) {
    this(folder, MigratedRecord::open);
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

  /** What the bot's guard of the record says, and what it received. */
  final DoubtfulGuard guard = new DoubtfulGuard();

  /** Says what a test wants, and keeps what it received. */
  static final class DoubtfulGuard implements RecordGuard {
    Optional<String> doubt = Optional.empty();
    final List<IncidentId> told = new ArrayList<>();

    @Override
    public Optional<String> doubt() {
      return doubt;
    }

    @Override
    public void beforeFirstAct(IncidentId id) {
      told.add(id);
    }
  }

  /** Whether people are notified of what happens. */
  Outreach outreach = Outreach.ALWAYS;

  /** Who people are from now on. */
  void people(Roster next) {
    roster = next;
  }

  /** The bot is started again with another policy in its settings. */
  void isConfiguredWith(ApprovalPolicy next) {
    policy = next;
    restart();
  }

  /** From now on a release needs one person more than a recreate. */
  void releasesTakeMorePeople() {
    releasePolicy = Optional.of(PolicyBuilder.like(policy).approvals(3).build());
    restart();
  }

  /** From now on an abort takes as many people as a release. */
  void abortsTakeTwo() {
    abortPolicy = Optional.of(policy);
    restart();
  }

  /** From now on a plan that ends a deployment before it ran starts it again. */
  void plansStartAgain() {
    startsAgain = true;
    restart();
  }

  /** From now on a blind recreate may be asked for. */
  void allowsBlind(boolean workerToo) {
    blind = Optional.of(BLIND);
    blindTakesWorkers = workerToo;
    restart();
  }

  void allowsNoBlind() {
    blind = Optional.empty();
    restart();
  }

  /** Who asks from now on, instead of Ana. */
  void isAskedBy(UserId next) {
    asker = next;
  }

  Instant now() {
    return now;
  }

  /** What a restart does: everything in memory is gone, the record is read again. */
  void restart() {
    database.close();
    open();
  }

  private void open() {
    database = opening.apply(file);
    freezes = new Freezes(new SqlFreezes(database, this::now), Optional.empty(), guard);
    incidents =
        new Incidents(new SqlIncidentRecord(database, this::now), this::now, freezes, guard);
    desk =
        new RequestDesk(
            platforms(), lookout(), incidents, electorate(), twins(), new SqlSeenFacts(database));
    driver = driver(IncidentLeases.SOLE);
  }

  /** Nobody knows who is in the groups. */
  private Electorate electorate() {
    return new Electorate() {
      @Override
      public Roll roll(ApprovalPolicy named) {
        return new Roll(named.panels().first().users(), named.panels().first().groups());
      }

      @Override
      public UserId member(String user) {
        return new UserId("T1", user);
      }

      @Override
      public Person person(UserId id, ApprovalPolicy named) {
        return roster.now(id, named);
      }
    };
  }

  /** Of what this world's environment, and one that is its twin, act on. */
  private Twins twins() {
    return new Twins(
        List.of(premises(DEV04, "bosh.example.com:25555"), premises(DEV05, "10.0.0.6:25555")),
        held());
  }

  private EnvironmentTargets premises(EnvironmentName name, String director) {
    return new EnvironmentTargets(name, director, "concourse", Set.of(), () -> uuids.get(name));
  }

  /** What the open incidents of this record act on. */
  HeldThings held() {
    return new SqlHeldThings(database);
  }

  private Platforms platforms() {
    return new Platforms(List.of(platform()));
  }

  /** One that remembers what it sees from now on. */
  Lookout lookout() {
    return new Lookout(
        new LookedAtPlatforms(
            platforms(),
            new OwnAborts(new SqlIncidentRecord(database, this::now)),
            new OwnIncidents(incidents)),
        new EvidenceCollector(this::now, threads, EvidenceCollector.Limits.DEFAULT),
        this::now);
  }

  /** The driver of one node on this record. */
  IncidentDriver driver(IncidentLeases leases) {
    return new IncidentDriver(
        incidents,
        platforms(),
        lookout(),
        new Start(
            incidents,
            platforms(),
            lookout(),
            (id, named) -> roster.now(id, named),
            twins(),
            id -> outreach.unreached(id),
            Pace.REAL,
            this::now),
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
        environment, policies(), lock, lock, concourse, concourse, director, director);
  }

  /** Two people, and one other for the cures that destroy nothing. */
  private CurePolicies policies() {
    var two = policy;
    var one = PolicyBuilder.like(two).requesterCounts(false).approvals(1).build();
    var policies =
        new CurePolicies(
            Map.of(
                CureKind.RECREATE,
                two,
                CureKind.RELEASE,
                releasePolicy.orElse(two),
                CureKind.ABORT,
                abortPolicy.orElse(one),
                CureKind.UNPAUSE,
                one),
            startsAgain,
            FollowsUntil.CLAIM);
    return blind.map(it -> policies.withBlind(it, blindTakesWorkers)).orElse(policies);
  }

  RequestDesk.Answer asks(String reason) {
    return asks(recreate(reason));
  }

  RequestDesk.Answer asks(CureKind kind, String reason) {
    return asks(
        kind == CureKind.RECREATE ? recreate(reason) : new LighterWish(kind, reason, Finish.USUAL));
  }

  RequestDesk.Answer asks(CureWish wish) {
    return desk.request(DEV04, member(asker), wish, _ -> {});
  }

  /** Who takes requests. */
  RequestDesk desk() {
    return desk;
  }

  /** What a status would show now. */
  Diagnosis looks() {
    return lookout().look(DEV04);
  }

  java.util.Optional<Offer> offers() {
    return desk.offer(DEV04);
  }

  List<pipelinelock.vm.Instance> instances() {
    return director.instances();
  }

  Proposal previews(CureWish wish) {
    return desk.preview(DEV04, member(ANA), wish, _ -> {});
  }

  /** Asked for by Ana, approved by Ben and Cleo, not started yet. */
  IncidentId approved() {
    return approved(CureKind.RECREATE);
  }

  IncidentId approved(CureKind kind) {
    var id = asks(kind, "deployments wait since 11:07").incident().orElseThrow().id();
    incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    incidents.act(id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return id;
  }

  /** Until this step of the plan is intended, and nothing of it is sent. */
  void untilIntended(IncidentId id, int step) {
    while (!(incidents.find(id).orElseThrow().steps().get(step) instanceof StepProgress.Intended)) {
      step(id);
    }
  }

  /** One act of the driver; time goes on by the pause it asks for. */
  boolean step(IncidentId id) {
    var pause = driver.advance(id);
    now = now.plus(pause.orElse(Duration.ZERO));
    return pause.isPresent();
  }

  /** Until the incident is over, in the hands of another process. */
  Incident untilOverAfterRestart(IncidentId id) {
    restart();
    return untilOver(id, false);
  }

  /** The driver as a process runs it. */
  DriverLoop loop() {
    return loop(
        (id, bug) -> {
          throw new IllegalStateException("of " + id, bug);
        });
  }

  DriverLoop loop(BiConsumer<IncidentId, Throwable> onBug) {
    return new DriverLoop(incidents, driver, Duration.ofMillis(10), onBug);
  }

  /** What the end of a process does with what is still in the air. */
  void settles(IncidentId id) {
    driver.settle(id);
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
