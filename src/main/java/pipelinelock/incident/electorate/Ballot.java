package pipelinelock.incident.electorate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incident.Approval;
import pipelinelock.incident.Quorum;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;

/**
 * Whose approval of one request counts, and whether enough people can still approve. It gives the
 * same answer as {@link pipelinelock.incident.rules.IncidentRules#approve}, before anybody presses
 * the button. Pure.
 */
public record Ballot(ApprovalPolicy policy, UserId requester, List<Approval> approvals) {
  public Ballot {
    approvals = List.copyOf(approvals);
  }

  /** Of a request that was made. */
  public static Ballot of(Incident incident) {
    return new Ballot(incident.request().policy(), incident.request().by(), incident.approvals());
  }

  /** Of one that this person would make. */
  public static Ballot askedBy(Person requester, ApprovalPolicy policy) {
    return new Ballot(policy.askedBy(requester), requester.id(), List.of());
  }

  /** How many more people have to say yes. */
  public int missing() {
    return new Quorum(policy, approvals).missing();
  }

  /** Why this person's yes would not count now; empty where it would. */
  public Optional<WhyNot> whyNot(Person person) {
    return standing(person.standing()).or(() -> byName(person.id())).or(() -> byList(person));
  }

  /** By the record alone: who the person is, and which groups they are in, is not asked for. */
  public Optional<WhyNot> byName(UserId id) {
    if (id.equals(requester)) {
      return Optional.of(WhyNot.REQUESTER);
    }
    if (policy.panels().isSame(id, requester)) {
      return Optional.of(WhyNot.REQUESTERS_OTHER_ACCOUNT);
    }
    if (approvals.stream().anyMatch(it -> it.by().equals(id))) {
      return Optional.of(WhyNot.APPROVED);
    }
    return approvals.stream().anyMatch(it -> policy.panels().isSame(it.by(), id))
        ? Optional.of(WhyNot.APPROVERS_OTHER_ACCOUNT)
        : Optional.empty();
  }

  private Optional<WhyNot> byList(Person person) {
    if (!policy.panels().name(person)) {
      return Optional.of(WhyNot.NOT_NAMED);
    }
    return new Quorum(policy, approvals).isHelped(yes(person.id(), policy.panels().of(person)))
        ? Optional.empty()
        : Optional.of(WhyNot.OTHER_LIST);
  }

  /** Whether one more yes of somebody on this list brings it nearer to its start. */
  public boolean isHelpedBy(Panel panel) {
    return new Quorum(policy, approvals).isHelped(yes(requester, EnumSet.of(panel)));
  }

  private static Optional<WhyNot> standing(Person.Standing standing) {
    return switch (standing) {
      case MEMBER -> Optional.empty();
      case BOT -> Optional.of(WhyNot.BOT);
      case GUEST -> Optional.of(WhyNot.GUEST);
      case DEACTIVATED -> Optional.of(WhyNot.DEACTIVATED);
      case STRANGER -> Optional.of(WhyNot.STRANGER);
      case UNKNOWN -> Optional.of(WhyNot.UNKNOWN);
    };
  }

  /** Whether these people together could let it begin; each human counts once. */
  public boolean canBeDecidedBy(Collection<Person> people) {
    var panels = new HashMap<Set<UserId>, Set<Panel>>();
    for (var person : people) {
      if (whyNot(person).filter(it -> it != WhyNot.OTHER_LIST).isEmpty()) {
        panels
            .computeIfAbsent(human(person.id()), _ -> EnumSet.noneOf(Panel.class))
            .addAll(policy.panels().of(person));
      }
    }
    var all = new ArrayList<>(approvals);
    for (Map.Entry<Set<UserId>, Set<Panel>> human : panels.entrySet()) {
      all.add(yes(human.getKey().iterator().next(), human.getValue()));
    }
    return new Quorum(policy, all).missing() == 0;
  }

  /** The accounts of whom this is one. */
  Set<UserId> human(UserId account) {
    return policy.panels().accounts(account);
  }

  /** When does not matter to whether it counts. */
  private static Approval yes(UserId by, Set<Panel> panels) {
    return new Approval(by, Instant.EPOCH, panels);
  }
}
