package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RELEASE;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.UNPAUSE;
import static pipelinelock.incident.IncidentExamples.WHOLE;
import static pipelinelock.incident.IncidentExamples.requested;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.electorate.ApprovalCheck;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.incident.rules.Recheck;
import pipelinelock.incident.rules.Unseen;

/**
 * One interleaving: nodes that each have read the record at some time, people who press and type
 * whatever they like and may become something else at any moment, and a clock that jumps.
 */
final class ApprovalModel {
  private static final int NODES = 3;
  private static final int ACTS = 40;
  private static final Duration JUMP = Duration.ofHours(2);

  /** Two accounts of one person are one human; the policy knows of it. */
  private static final Map<UserId, String> HUMANS =
      Map.of(user("ANA"), "ana", user("ANA2"), "ana", user("BEN"), "ben", user("BEN2"), "ben");

  /** Each kind of plan that people approve. */
  static final List<Plan> PLANS = List.of(RUNBOOK, LADDER, WHOLE, RELEASE, UNPAUSE, BLINDLY);

  /** How a node works; all but the first are broken on purpose. */
  enum Node {
    SOUND,

    /** It does not ask again who the people are on whose word it starts. */
    TRUSTS_WHO_PEOPLE_WERE,

    /** It writes on top of whatever was written since it read. */
    DECIDES_ON_AN_OLD_STATE,

    /** To it no time has passed since the request. */
    HAS_NO_CLOCK,

    /** It does not ask whether anybody can be notified. */
    ACTS_UNSEEN
  }

  private final Map<Integer, Optional<Recheck>> doubts = new HashMap<>();

  private static final List<UserId> ACCOUNTS =
      Stream.of("ANA", "ANA2", "BEN", "BEN2", "CLEO", "DAN", "EVE")
          .map(ApprovalModel::user)
          .toList();

  private static final BreakGlass GLASS =
      new BreakGlass(
          new Approvers(Set.of(user("ANA"), user("DAN")), Set.of("S0OTHER")),
          "C0SECURITY",
          Duration.ofMinutes(4));

  /** What all interleavings came to. */
  static final class Tally {
    private final Map<Outcome, Integer> ends = new EnumMap<>(Outcome.class);
    private final Map<Plan, Integer> plans = new HashMap<>();
    private int started;
    private int alone;
    private int reviewed;
    private int lostRaces;
    private int lostRights;
    private int countedRequests;
    private int blind;
    private int unseen;

    /** Starts that waited, because nobody could be notified. */
    int unseen() {
      return unseen;
    }

    /** Of those that were approved, those that rested on somebody who did not count any more. */
    int lostRights() {
      return lostRights;
    }

    /** Of the started ones, those in which the request was a yes. */
    int countedRequests() {
      return countedRequests;
    }

    /** Which plans were started. */
    Set<Plan> plans() {
      return plans.keySet();
    }

    int started() {
      return started;
    }

    /** Of the started ones, those that one person started. */
    int alone() {
      return alone;
    }

    /** Of the started ones, those of which nobody sees what they end. */
    int blind() {
      return blind;
    }

    int reviewed() {
      return reviewed;
    }

    Map<Outcome, Integer> ends() {
      return ends;
    }

    @Override
    public String toString() {
      return "%d started, %d of them blind, %d by one alone and %d with the request as a yes, %d reviewed, ends %s, %d decisions on an old state and %d starts on lost rights refused, %d starts unseen held up"
          .formatted(
              started,
              blind,
              alone,
              countedRequests,
              reviewed,
              ends,
              lostRaces,
              lostRights,
              unseen);
    }
  }

  private final SplittableRandom random;
  private final ApprovalPolicy policy;
  private final ApprovalOracle oracle;
  private final Map<UserId, Person> people = new HashMap<>();
  private final List<Incident> seen = new ArrayList<>();
  private final boolean told;
  private final Node habit;
  private final boolean blind;
  private boolean reached;
  private final List<String> log = new ArrayList<>();
  private final List<Recorded> record = new ArrayList<>();
  private final Plan plan;
  private Incident newest;
  private Instant now = NOON;

  /**
   * @param told whether it writes down what happens, which takes longer than the play itself
   */
  ApprovalModel(long seed, boolean told) {
    this(seed, told, Node.SOUND);
  }

  ApprovalModel(long seed, boolean told, Node node) {
    habit = node;
    random = new SplittableRandom(seed);
    this.told = told;
    ACCOUNTS.forEach(id -> people.put(id, person(id)));
    var requester = pick(ACCOUNTS);
    policy = policy().askedBy(now(requester));
    plan = pick(PLANS);
    blind = plan.actsBlind();
    reached = random.nextBoolean();
    var request = requested(IncidentExamples.DEV04, requester, "because", HUNG, plan, policy);
    record.add(new Recorded(new IncidentId(1), 1, NOON, request, "h"));
    newest = Incident.of(record);
    oracle = new ApprovalOracle(policy, blind, requester, NOON, HUMANS, this::now);
    tell("seed %d, asked by %s, %s", seed, requester, policy);
    for (int each = 0; each < NODES; each++) {
      seen.add(newest);
    }
  }

  private static UserId user(String name) {
    return new UserId("T1", "U0" + name);
  }

  private ApprovalPolicy policy() {
    boolean second = random.nextInt(3) == 0;
    int approvals = 2 + random.nextInt(2);
    var policy =
        PolicyBuilder.approvers(
                Set.of(user("ANA"), user("BEN"), user("BEN2"), user("CLEO")), Set.of("S0FIRST"))
            .approvals(approvals)
            .requesterCounts(!second && random.nextInt(3) == 0)
            .second(
                second
                    ? Optional.of(new Approvers(Set.of(user("EVE")), Set.of("S0SECOND")))
                    : Optional.empty())
            .samePeople(
                Set.of(Set.of(user("ANA"), user("ANA2")), Set.of(user("BEN"), user("BEN2"))))
            .reminder(
                random.nextBoolean()
                    ? Optional.of(new Reminder(Duration.ofMinutes(5), Optional.empty()))
                    : Optional.empty())
            .build();
    if (random.nextInt(4) == 0) {
      return PolicyBuilder.like(policy).confirm(Confirmation.TYPE_NAME).build();
    }
    return random.nextInt(3) == 0 ? PolicyBuilder.like(policy).breakGlass(GLASS).build() : policy;
  }

  List<String> play(Tally tally) {
    for (int act = 0; act < ACTS && oracle.violations().isEmpty(); act++) {
      act(tally);
    }
    if (newest.phase() instanceof Phase.Closed closed) {
      tally.ends.merge(closed.outcome(), 1, Integer::sum);
    }
    var violations = new ArrayList<>(oracle.violations());
    boolean lawful = Replay.cannotBegin(record.getFirst()).isEmpty(); // a blind one may be forged
    if (lawful && Replay.of(record) instanceof Replay.Broken(var sequence, var why)) {
      violations.add("the replay rejects event %d: it %s".formatted(sequence, why));
    }
    return violations.isEmpty()
        ? List.of()
        : List.of(String.join("\n", violations) + "\n" + String.join("\n", log));
  }

  private void act(Tally tally) {
    int node = random.nextInt(NODES);
    reached |= random.nextInt(ACTS) == 0; // Slack takes its first message
    switch (random.nextInt(10)) {
      case 0, 1 -> seen.set(node, newest); // this node reads the record
      case 2 -> now = now.plusSeconds(random.nextInt(240));
      case 3 -> clockOrPeopleChange();
      case 4 -> append(node, IncidentRules.timePasses(seen.get(node), at(node)), nobody(), tally);
      case 5 -> start(node, tally);
      default -> says(node, now(pick(ACCOUNTS)), tally);
    }
  }

  private void clockOrPeopleChange() {
    switch (random.nextInt(10)) {
      case 0 -> now = random.nextBoolean() ? now.plus(JUMP) : now.minus(JUMP);
      case 1, 2, 3, 4 -> now = now.minusSeconds(random.nextInt(30)); // a node with another clock
      default -> {
        var next = person(pick(ACCOUNTS));
        people.put(next.id(), next);
        tell("%s from now on: %s", now, next);
      }
    }
  }

  /** An incident's own time, which stands still where a clock goes back. */
  private Instant at(int of) {
    return seen.get(of).notBefore(habit == Node.HAS_NO_CLOCK ? NOON : now);
  }

  private Person now(UserId id) {
    return people.getOrDefault(id, new Person(id, Standing.STRANGER, Set.of()));
  }

  /** Decides as the code does: on what the node has read, then again when that was too old. */
  private void says(int node, Person person, Tally tally) {
    for (int tries = 0; tries < 2; tries++) {
      var decision = decision(seen.get(node), person, at(node));
      tell("%s node %d: %s -> %s", at(node), node, person, decision);
      if (!(decision instanceof Accepted(var events)) || append(node, events, person, tally)) {
        return;
      }
    }
  }

  private Decision decision(Incident incident, Person person, Instant at) {
    return switch (random.nextInt(10)) {
      case 0 -> IncidentRules.reject(incident, person, "no", at);
      case 1 -> IncidentRules.cancel(incident, person);
      case 2 -> IncidentRules.revoke(incident, person.id());
      case 3 ->
          BreakGlassRules.breakGlass(
              incident, person, Optional.of("dev04"), "nobody answers the pager", at);
      case 4 -> BreakGlassRules.review(incident, person, "it was right");
      case 5 -> IncidentRules.approve(incident, person, Optional.empty(), at);
      default -> IncidentRules.approve(incident, person, Optional.of("dev04"), at);
    };
  }

  /** As the driver does it: time first, then the evidence and the rights. */
  private void start(int node, Tally tally) {
    var incident = seen.get(node);
    var passed = IncidentRules.timePasses(incident, at(node));
    boolean waits = incident.phase() instanceof Phase.AwaitingApproval;
    if (!passed.isEmpty() || !(waits || incident.phase() instanceof Phase.Approved)) {
      append(node, passed, nobody(), tally);
      return;
    }
    var changes = ApprovalCheck.changes(incident, policy, (id, _) -> now(id));
    if (changes.isEmpty()) {
      return; // Slack does not tell who somebody is
    }
    if (habit == Node.TRUSTS_WHO_PEOPLE_WERE) {
      changes = Optional.of(List.of());
    }
    tally.lostRights += changes.get().isEmpty() ? 0 : 1;
    boolean offered = random.nextInt(6) > 0;
    var found = Recheck.of(incident, HUNG, offered, changes.get());
    var first = doubts.put(node, found.doubt(doubts.getOrDefault(node, Optional.empty())));
    var events =
        waits
            ? found.whileItWaits(first == null ? Optional.empty() : first, Duration.ZERO)
            : found.onceApproved();
    if (habit != Node.ACTS_UNSEEN && !reached && Unseen.mustWait(incident, events)) {
      tally.unseen++;
      return;
    }
    if (random.nextInt(10) > 0) { // else the process dies before it has written
      append(node, events, nobody(), tally);
    }
  }

  /** The record's own rule: only on top of what was decided on. */
  private boolean append(int node, List<IncidentEvent> events, Person by, Tally tally) {
    if (events.isEmpty()) {
      return true;
    }
    if (habit != Node.DECIDES_ON_AN_OLD_STATE && seen.get(node).sequence() != newest.sequence()) {
      tally.lostRaces++;
      seen.set(node, newest);
      return false;
    }
    var at = habit == Node.HAS_NO_CLOCK ? newest.notBefore(now) : at(node);
    for (var event : events) {
      oracle.knows(reached || plan.equals(UNPAUSE)); // which takes nothing from anybody
      tell("%s node %d: recorded %s", at, node, event);
      oracle.recorded(event, by, at);
      record.add(new Recorded(newest.id(), newest.sequence() + 1, at, event, "h"));
      newest = newest.on(record.getLast());
      switch (event) {
        case IncidentEvent.Started _ -> {
          tally.started++;
          tally.plans.merge(plan, 1, Integer::sum);
          tally.blind += blind ? 1 : 0;
          tally.alone += newest.breakGlass().isPresent() ? 1 : 0;
          tally.countedRequests += policy.required().requesterCounts() ? 1 : 0;
        }
        case IncidentEvent.Reviewed _ -> tally.reviewed++;
        default -> {}
      }
    }
    seen.set(node, newest);
    return true;
  }

  @FormatMethod
  private void tell(String form, Object... words) {
    if (told) {
      log.add(form.formatted(words));
    }
  }

  /** What this account is from now on. */
  private Person person(UserId id) {
    var standing =
        random.nextInt(6) == 0
            ? Standing.values()[random.nextInt(Standing.values().length)]
            : Standing.MEMBER;
    var groups =
        Stream.of("S0FIRST", "S0SECOND", "S0OTHER").filter(_ -> random.nextInt(3) == 0).toList();
    return new Person(id, standing, Set.copyOf(groups));
  }

  private static Person nobody() {
    return new Person(user("NOBODY"), Standing.UNKNOWN, Set.of());
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
