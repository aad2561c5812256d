package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.blindly;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.electorate.ApprovalCheck;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.incident.rules.Recheck;

/**
 * A request up to its start or its end. Two nodes work at once: each reads, and appends later what
 * it decided on what it read. One person may become something else at any moment. The real rules
 * decide.
 *
 * @param now what is so outside the record
 * @param works what each node has read and not appended yet
 * @param clicks how many more there may be
 * @param startedOn what was so when the start was decided; empty before it
 * @param careless whether the driver forgets which policies a blind plan may begin under
 */
record DecisionModel(
    List<Recorded> record,
    World now,
    List<Work> works,
    int clicks,
    Optional<World> startedOn,
    boolean careless)
    implements ModelState {
  /**
   * What is so outside the record.
   *
   * @param minute after the request
   * @param changed whether the evidence is another than that of the request
   * @param gone who is deactivated
   * @param clock how the machine's clock goes
   */
  record World(int minute, boolean changed, Optional<UserId> gone, Clock clock) {
    World at(int later) {
      return new World(later, changed, gone, clock);
    }

    World withOtherEvidence() {
      return new World(minute, true, gone, clock);
    }

    World without(UserId user) {
      return new World(minute, changed, Optional.of(user), clock);
    }

    World with(Clock next) {
      return new World(minute, changed, gone, next);
    }

    /** What the machine's clock shows. */
    Instant wall() {
      return DecisionModel.at(minute).plus(clock.wrong);
    }

    Person person(UserId user) {
      var standing = gone.filter(user::equals).isPresent() ? Standing.DEACTIVATED : Standing.MEMBER;
      return new Person(user, standing, Set.of());
    }
  }

  /** The machine's clock; it jumps once, and may be set right again. */
  enum Clock {
    /** And stays so. */
    RIGHT(0),
    /** And may jump. */
    DOUBTFUL(0),
    TWO_HOURS_AHEAD(2),
    TWO_HOURS_BEHIND(-2);

    private final Duration wrong;

    Clock(int hours) {
      wrong = Duration.ofHours(hours);
    }

    List<Clock> next() {
      return switch (this) {
        case RIGHT -> List.of();
        case DOUBTFUL -> List.of(TWO_HOURS_AHEAD, TWO_HOURS_BEHIND);
        case TWO_HOURS_AHEAD, TWO_HOURS_BEHIND -> List.of(RIGHT);
      };
    }
  }

  private static final int[] MINUTES = {0, 13, 17, 30};
  private static final int NODES = 2;
  private static final World AT_NOON = new World(0, false, Optional.empty(), Clock.RIGHT);

  enum Kind {
    APPROVE,
    /** With the environment's name typed. */
    APPROVE_TYPED,
    BREAK_GLASS,
    REJECT,
    CANCEL,
    REVOKE,
    DRIVE
  }

  /** What somebody wants, and the state of the record and of the world that it is decided on. */
  record Work(Kind kind, Person who, int read, World world) {}

  private static final List<Work> WISHES =
      List.of(
          wish(Kind.APPROVE, ANA, Standing.MEMBER),
          wish(Kind.APPROVE, BEN, Standing.MEMBER),
          wish(Kind.APPROVE, CLEO, Standing.MEMBER),
          wish(Kind.APPROVE, DAN, Standing.MEMBER),
          wish(Kind.APPROVE, CLEO, Standing.UNKNOWN),
          wish(Kind.REJECT, CLEO, Standing.MEMBER),
          wish(Kind.CANCEL, ANA, Standing.MEMBER),
          wish(Kind.REVOKE, BEN, Standing.MEMBER));

  /** Of a blind plan; what the others come to is seen with a plan that sees. */
  private static final List<Work> BLIND_WISHES =
      List.of(
          wish(Kind.APPROVE_TYPED, BEN, Standing.MEMBER),
          wish(Kind.APPROVE_TYPED, CLEO, Standing.MEMBER),
          wish(Kind.APPROVE_TYPED, DAN, Standing.MEMBER),
          wish(Kind.APPROVE, CLEO, Standing.MEMBER),
          wish(Kind.BREAK_GLASS, BEN, Standing.MEMBER));

  private static Work wish(Kind kind, UserId who, Standing standing) {
    return new Work(kind, new Person(who, standing, Set.of()), 0, AT_NOON);
  }

  static ModelState of(int clicks, ApprovalPolicy policy) {
    return of(clicks, policy, Clock.RIGHT);
  }

  /**
   * The same on a machine whose clock jumps at any moment, from where one yes is missing: that is
   * where it matters, and most of the states lie before.
   */
  static ModelState withJumps(int clicks, ApprovalPolicy policy) {
    var model = of(clicks, policy, Clock.DOUBTFUL);
    return policy.required().requesterCounts()
        ? model
        : new DecisionModel(
            List.of(
                model.record.getFirst(),
                new Recorded(new IncidentId(1), 2, NOON, approved(BEN), "")),
            model.now,
            List.of(),
            clicks,
            Optional.empty(),
            false);
  }

  private static DecisionModel of(int clicks, ApprovalPolicy policy, Clock clock) {
    return of(clicks, request(policy), clock, false);
  }

  /**
   * A blind plan under this policy, also under one that no desk would take it by.
   *
   * @param careless whether the driver forgets which policies a blind plan may begin under
   */
  static ModelState blind(int clicks, ApprovalPolicy policy, boolean careless) {
    return of(clicks, blindly(policy), Clock.RIGHT, careless);
  }

  private static DecisionModel of(
      int clicks, IncidentEvent.Requested request, Clock clock, boolean careless) {
    return new DecisionModel(
        List.of(new Recorded(new IncidentId(1), 1, NOON, request, "")),
        AT_NOON.with(clock),
        List.of(),
        clicks,
        Optional.empty(),
        careless);
  }

  private ApprovalPolicy policy() {
    return incident().request().policy();
  }

  private DecisionModel in(World next) {
    return new DecisionModel(record, next, works, clicks, startedOn, careless);
  }

  private Incident incident() {
    return Incident.of(record);
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  @Override
  public List<Move> moves() {
    var moves = new ArrayList<Move>();
    if (!incident().isOpen() || incident().phase() instanceof Phase.Running) {
      return moves;
    }
    if (works.size() < NODES) {
      reads(moves);
    }
    for (int i = 0; i < works.size(); i++) {
      moves.add(new Move("append " + works.get(i), appended(i)));
    }
    for (int later : MINUTES) {
      if (later > now.minute()) {
        moves.add(new Move(later + " min", in(now.at(later))));
        break;
      }
    }
    for (var clock : now.clock().next()) {
      moves.add(new Move("the clock is " + clock, in(now.with(clock))));
    }
    if (isBlind()) {
      return moves; // that evidence and people change is seen with a plan that sees
    }
    if (!now.changed()) {
      moves.add(new Move("evidence changes", in(now.withOtherEvidence())));
    }
    if (now.gone().isEmpty()) {
      var yes = policy().required().requesterCounts() ? ANA : BEN;
      moves.add(new Move(yes.user() + " is deactivated", in(now.without(yes))));
    }
    return moves;
  }

  private void reads(List<Move> moves) {
    if (works.stream().noneMatch(work -> work.kind() == Kind.DRIVE)) {
      var drive = wish(Kind.DRIVE, ANA, Standing.MEMBER);
      moves.add(new Move("driver reads", with(drive, clicks)));
    }
    if (clicks > 0) {
      var wishes = isBlind() ? BLIND_WISHES : WISHES;
      wishes.forEach(wish -> moves.add(new Move("click " + wish, with(wish, clicks - 1))));
    }
  }

  private DecisionModel with(Work wish, int left) {
    var more = new ArrayList<>(works);
    more.add(read(wish));
    return new DecisionModel(record, now, List.copyOf(more), left, startedOn, careless);
  }

  /** Slack says who somebody is with the click; the driver asks when it decides. */
  private Work read(Work wish) {
    boolean gone = now.gone().filter(wish.who().id()::equals).isPresent();
    var who = gone ? now.person(wish.who().id()) : wish.who();
    return new Work(wish.kind(), who, record.size(), now);
  }

  /** Appends what was decided, or reads again where somebody else was faster. */
  private DecisionModel appended(int index) {
    var work = works.get(index);
    var rest = new ArrayList<>(works);
    rest.remove(index);
    boolean tooSlow = work.kind() == Kind.DRIVE && work.world().minute() != now.minute();
    if (work.read() != record.size() || tooSlow) {
      if (work.kind() != Kind.DRIVE) {
        rest.add(index, read(work));
      }
      return new DecisionModel(record, now, List.copyOf(rest), clicks, startedOn, careless);
    }
    var longer = new ArrayList<>(record);
    // As Incidents does it: a click is of its decision, what the driver does of its end.
    var wall = work.world().wall();
    boolean later = work.kind() == Kind.DRIVE && now.wall().isAfter(wall);
    var time = incident().notBefore(later ? now.wall() : wall);
    var decided = decided(work);
    if (IncidentRules.startsTooLate(incident(), decided, time)) {
      decided = List.of();
    }
    for (var event : decided) {
      longer.add(new Recorded(new IncidentId(1), longer.size() + 1L, time, event, ""));
    }
    boolean starts = longer.getLast().event() instanceof Started;
    return new DecisionModel(
        List.copyOf(longer),
        now,
        List.copyOf(rest),
        clicks,
        starts ? Optional.of(work.world()) : startedOn,
        careless);
  }

  private List<IncidentEvent> decided(Work work) {
    var incident = incident();
    var time = incident.notBefore(work.world().wall());
    return switch (work.kind()) {
      case APPROVE -> events(IncidentRules.approve(incident, work.who(), Optional.empty(), time));
      case APPROVE_TYPED ->
          events(IncidentRules.approve(incident, work.who(), Optional.of("dev04"), time));
      case BREAK_GLASS ->
          events(
              BreakGlassRules.breakGlass(
                  incident, work.who(), Optional.of("dev04"), "nobody answers the pager", time));
      case REJECT -> events(IncidentRules.reject(incident, work.who(), "no", time));
      case CANCEL -> events(IncidentRules.cancel(incident, work.who()));
      case REVOKE -> events(IncidentRules.revoke(incident, work.who().id()));
      case DRIVE -> driven(incident, work);
    };
  }

  private static List<IncidentEvent> events(Decision decision) {
    return decision instanceof Accepted(var events) ? events : List.of();
  }

  private List<IncidentEvent> driven(Incident incident, Work work) {
    var passed = IncidentRules.timePasses(incident, incident.notBefore(work.world().wall()));
    if (!passed.isEmpty()) {
      return passed;
    }
    var world = work.world();
    var evidence =
        world.changed()
            ? new EvidenceSummary("00", "RUNNING", "RUNNING: cf-deploy", List.of(), NOON)
            : HUNG;
    return ApprovalCheck.changes(incident, policy(), (id, _) -> world.person(id))
        .map(changes -> found(incident, evidence, !world.changed(), changes))
        .map(found -> comesOf(found, incident))
        .orElse(List.of());
  }

  private Recheck found(
      Incident incident, EvidenceSummary evidence, boolean offered, List<String> changes) {
    var found = Recheck.of(incident, evidence, offered, changes);
    return careless
        ? new Recheck(
            found.changes().stream()
                .filter(it -> !it.startsWith("It cannot begin as it was requested"))
                .toList(),
            evidence)
        : found;
  }

  private boolean isBlind() {
    return incident().request().plan().actsBlind();
  }

  /** Any look at what waits may be the second of two that agree. */
  private static List<IncidentEvent> comesOf(Recheck found, Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> found.whileItWaits(Optional.of(found), Duration.ZERO);
      case Phase.Approved _ -> found.onceApproved();
      case Phase.Running _, Phase.Closed _ -> List.of();
    };
  }

  @Override
  public Optional<String> violation() {
    var yes = new HashSet<UserId>();
    var untyped = new HashSet<UserId>();
    boolean closed = false;
    var approvedAt = NOON;
    var before = NOON;
    for (var recorded : record) {
      if (recorded.at().isBefore(before)) {
        return Optional.of("the record's time goes back");
      }
      before = recorded.at();
      var asked = Duration.between(NOON, recorded.at());
      if (closed) {
        return Optional.of("something is on record after the end");
      }
      closed = !Incident.of(record.subList(0, (int) recorded.sequence())).isOpen();
      switch (recorded.event()) {
        case IncidentEvent.GlassBroken(var by, var _, var _) when isBlind() -> {
          return Optional.of("a blind plan was let begin by one person alone: " + by);
        }
        case Approved(var by, var _, var confirmed, var _) -> {
          if (confirmed.isEmpty()) {
            untyped.add(by);
          }
          if (by.equals(ANA) || !policy().panels().users().contains(by) || !yes.add(by)) {
            return Optional.of("a yes counted that must not: " + by);
          }
          if (asked.compareTo(policy().deadlines().requestExpires()) > 0) {
            return Optional.of("a yes counted late");
          }
          approvedAt = recorded.at();
        }
        case Revoked(var by) -> {
          yes.remove(by);
          untyped.remove(by);
        }
        case IncidentEvent.Expired _
            when asked.compareTo(policy().deadlines().requestExpires()) < 0 -> {
          return Optional.of("it expired early");
        }
        case IncidentEvent.Lapsed(var changes) when changes.isEmpty() -> {
          return Optional.of("it lapsed for nothing");
        }
        case Started(var evidence) -> {
          if (isBlind() && (yes.size() < 3 || !untyped.isEmpty())) {
            return Optional.of("a blind plan began with the yeses of " + yes);
          }
          var required = policy().required();
          if (yes.size() != required.approvals() - (required.requesterCounts() ? 1 : 0)) {
            return Optional.of("it began with the yeses of " + yes);
          }
          var rests = new HashSet<>(yes);
          if (policy().required().requesterCounts()) {
            rests.add(ANA);
          }
          if (startedOn.flatMap(World::gone).filter(rests::contains).isPresent()) {
            return Optional.of("it began on the yes of somebody who was gone");
          }
          if (!evidence.fingerprint().equals(HUNG.fingerprint())) {
            return Optional.of("it began on other evidence than was approved");
          }
          if (Duration.between(approvedAt, recorded.at()).toMinutes() > 20) {
            return Optional.of("it began long after it was approved");
          }
        }
        default -> {}
      }
    }
    return Optional.empty();
  }
}
