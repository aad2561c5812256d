package pipelinelock.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;

/**
 * The rules on approval said once more, by another way than the code goes: it remembers what each
 * human being wanted, and asks at the start whether that was enough, of people who still are what
 * they were then.
 */
final class ApprovalOracle {
  private record Yes(UserId account, Set<Panel> panels, Instant at, boolean typed) {}

  private final ApprovalPolicy policy;
  private final boolean blind;
  private final UserId requester;
  private final Instant requestedAt;
  private final Map<UserId, String> humans;
  private final Function<UserId, Person> people;
  private final Map<String, Yes> yes = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private Instant last = Instant.MIN;
  private Optional<UserId> breaker = Optional.empty();
  private Optional<String> alone = Optional.empty();
  private boolean reviewedAlready;
  private boolean over;
  private boolean started;
  private boolean known = true;

  /** Of a plan that sees what it ends. */
  ApprovalOracle(
      ApprovalPolicy policy,
      UserId requester,
      Instant requestedAt,
      Map<UserId, String> humans,
      Function<UserId, Person> people) {
    this(policy, false, requester, requestedAt, humans, people);
  }

  /**
   * @param blind whether nobody sees what the plan ends
   * @param people who everybody is at the moment
   */
  ApprovalOracle(
      ApprovalPolicy policy,
      boolean blind,
      UserId requester,
      Instant requestedAt,
      Map<UserId, String> humans,
      Function<UserId, Person> people) {
    this.people = people;
    this.policy = policy;
    this.blind = blind;
    this.requester = requester;
    this.requestedAt = requestedAt;
    this.humans = humans;
  }

  /** Whether anybody can be notified of it, or need not be. */
  void knows(boolean now) {
    known = now;
  }

  private String human(UserId account) {
    return humans.getOrDefault(account, account.toString());
  }

  /** An event came onto the record, because of this person where one made it come. */
  void recorded(IncidentEvent event, Person by, Instant now) {
    boolean afterwards =
        event instanceof IncidentEvent.Reviewed || event instanceof IncidentEvent.ReviewReminded;
    if (over != afterwards) {
      violations.add((over ? "after the end: " : "before the end: ") + event);
    }
    switch (event) {
      case IncidentEvent.Approved approved -> approved(approved, by, now);
      case IncidentEvent.GlassBroken broken -> {
        check(broken.by().equals(by.id()) && isMember(by), "broken by " + by);
        check(mayBreakGlass(by), "broken by somebody who may not: " + by);
        check(!started && alone.isEmpty(), "broken too late");
        check(now.isBefore(expiry()), "broken after the expiry");
        breaker = Optional.of(by.id());
        alone = Optional.of(human(by.id()));
        last = now;
      }
      case IncidentEvent.Reviewed reviewed -> {
        check(reviewed.by().equals(by.id()) && isMember(by), "reviewed by " + by);
        check(mayApprove(by), "reviewed by somebody who may not: " + by);
        check(alone.isPresent() && !reviewedAlready, "reviewed without need");
        check(!alone.equals(Optional.of(human(by.id()))), "reviewed by the same human");
        check(!human(by.id()).equals(human(requester)), "reviewed by the requester");
        reviewedAlready = true;
      }
      case IncidentEvent.ReviewReminded _ ->
          check(alone.isPresent() && !reviewedAlready, "reminded without need");
      case IncidentEvent.Revoked _ -> {
        check(!started, "revoked after the start");
        check(yes.remove(human(by.id())) != null, "revoked what was not there");
      }
      case IncidentEvent.Rejected _ -> {
        boolean own = alone.equals(Optional.of(human(by.id())));
        check(isMember(by) && (mayApprove(by) || own), "rejected by " + by);
        check(!started, "rejected after the start");
        over = true;
      }
      case IncidentEvent.Withdrawn _ -> {
        check(human(by.id()).equals(human(requester)) && isMember(by), "withdrawn by " + by);
        check(!started, "withdrawn after the start");
        over = true;
      }
      case IncidentEvent.CancelAsked _ -> {
        check(started, "cancelled before the start");
        check(isMember(by), "cancelled by " + by);
      }
      case IncidentEvent.Expired _ -> {
        check(!started && !now.isBefore(expiry()), "expired early");
        over = true;
      }
      case IncidentEvent.Lapsed _ -> {
        check(!started, "lapsed after the start");
        over = true;
      }
      case IncidentEvent.Started _ -> {
        check(known, "started while nobody could know of it");
        started(now);
      }
      case IncidentEvent.Reminded _ -> check(!started, "reminded after the start");
      default -> violations.add("not in this model: " + event);
    }
  }

  private void approved(IncidentEvent.Approved approved, Person by, Instant now) {
    check(!started, "approved after the start");
    check(approved.by().equals(by.id()), "approved in another's name");
    check(isMember(by), "approved by " + by);
    check(mayApprove(by), "approved by somebody who may not: " + by);
    check(now.isBefore(expiry()), "approved after the expiry");
    check(!human(by.id()).equals(human(requester)), "approved by the requester");
    check(
        yes.put(human(by.id()), new Yes(by.id(), panels(by), now, approved.confirmed().isPresent()))
            == null,
        "approved twice");
    last = now.isAfter(last) ? now : last;
  }

  private void started(Instant now) {
    check(!started, "started twice");
    started = true;
    int counted = yes.size() + (policy.required().requesterCounts() ? 1 : 0);
    if (alone.isEmpty()) {
      check(
          counted >= policy.required().approvals(),
          "started with %d of %d".formatted(counted, policy.required().approvals()));
      check(yes.size() >= 1 && counted >= 2, "started by one person alone");
    }
    if (blind) {
      check(alone.isEmpty(), "a blind plan was started by one person alone");
      check(yes.size() >= 3 || hasBothPanels(), "a blind plan was started by " + yes.keySet());
      check(yes.values().stream().allMatch(Yes::typed), "a blind plan was started untyped");
    }
    checkStandings();
    check(
        !now.isAfter(last.plus(policy.deadlines().executionExpires())),
        "started " + Duration.between(last, now) + " after the last approval");
    if (policy.panels().second().isPresent() && alone.isEmpty()) {
      check(hasBothPanels(), "started without one of each list: " + yes);
    }
  }

  /** Whoever it rests on is a member of the workspace and on the list at this very moment. */
  private void checkStandings() {
    for (var each : yes.values()) {
      var person = people.apply(each.account());
      check(
          isMember(person) && panels(person).containsAll(each.panels()),
          "started on the yes of " + person);
    }
    if (policy.required().requesterCounts() && alone.isEmpty()) {
      var person = people.apply(requester);
      check(isMember(person) && mayApprove(person), "started on the request of " + person);
    }
    breaker
        .map(people)
        .ifPresent(
            person ->
                check(
                    isMember(person) && mayBreakGlass(person),
                    "started on the broken glass of " + person));
  }

  private boolean hasBothPanels() {
    for (var first : yes.entrySet()) {
      for (var second : yes.entrySet()) {
        if (!first.getKey().equals(second.getKey())
            && first.getValue().panels().contains(Panel.FIRST)
            && second.getValue().panels().contains(Panel.SECOND)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMember(Person by) {
    return by.standing() == Person.Standing.MEMBER;
  }

  private boolean mayApprove(Person by) {
    return !panels(by).isEmpty();
  }

  private boolean mayBreakGlass(Person by) {
    return policy
        .breakGlass()
        .filter(
            it ->
                it.people().users().contains(by.id())
                    || by.groups().stream().anyMatch(it.people().groups()::contains))
        .isPresent();
  }

  private Set<Panel> panels(Person by) {
    var panels = new HashSet<Panel>();
    if (policy.panels().first().users().contains(by.id())
        || by.groups().stream().anyMatch(policy.panels().first().groups()::contains)) {
      panels.add(Panel.FIRST);
    }
    policy
        .panels()
        .second()
        .filter(
            others ->
                others.users().contains(by.id())
                    || by.groups().stream().anyMatch(others.groups()::contains))
        .ifPresent(_ -> panels.add(Panel.SECOND));
    return panels;
  }

  private Instant expiry() {
    return requestedAt.plus(policy.deadlines().requestExpires());
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      violations.add(otherwise);
    }
  }

  List<String> violations() {
    return violations;
  }
}
