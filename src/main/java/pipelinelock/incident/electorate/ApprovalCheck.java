package pipelinelock.incident.electorate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Roster;

/**
 * Checks at the start that every approval of an incident still counts under the policy now in
 * force: the approvers', the requester's if the request counts as one, and that of the person who
 * broke the glass.
 */
public final class ApprovalCheck {
  private ApprovalCheck() {}

  /**
   * One word that the incident rests on.
   *
   * @param lost why it does not count any more, by who the person is now; empty where it does
   */
  private record Yes(UserId by, Function<Person, Optional<String>> lost) {}

  /**
   * What changed since the request, a sentence each.
   *
   * @param policy as it is configured now
   * @return empty while it is not known who somebody is: then nothing begins
   */
  public static Optional<List<String>> changes(
      Incident incident, ApprovalPolicy policy, Roster roster) {
    var asked = asked(incident, policy, roster);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    var changes = new ArrayList<>(ofPolicy(incident.request().policy(), asked.get()));
    for (var yes : restsOn(incident, policy)) {
      var person = roster.now(yes.by(), policy);
      if (person.standing() == Person.Standing.UNKNOWN) {
        return Optional.empty();
      }
      yes.lost().apply(person).ifPresent(changes::add);
    }
    return Optional.of(changes);
  }

  private static List<Yes> restsOn(Incident incident, ApprovalPolicy policy) {
    var all = new ArrayList<Yes>();
    var request = incident.request();
    if (request.policy().required().requesterCounts() && incident.breakGlass().isEmpty()) {
      all.add(new Yes(request.by(), it -> lost("requested it and counts", it, policy, Set.of())));
    }
    for (var approval : incident.approvals()) {
      all.add(new Yes(approval.by(), it -> lost("approved", it, policy, approval.panels())));
    }
    incident.breakGlass().ifPresent(glass -> all.add(new Yes(glass.by(), it -> lost(it, policy))));
    return all;
  }

  /**
   * @param did what the yes was
   * @param panels that the person has to stand for still; empty = any
   */
  private static Optional<String> lost(
      String did, Person person, ApprovalPolicy policy, Set<Panel> panels) {
    var why =
        switch (person.standing()) {
          case MEMBER ->
              policy.panels().name(person) && policy.panels().of(person).containsAll(panels)
                  ? ""
                  : "is no longer an approver";
          case DEACTIVATED -> "the account is deactivated now";
          case BOT, GUEST, STRANGER, UNKNOWN -> "is no longer a full member";
        };
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of("%s %s, and %s.".formatted(person.id().user(), did, why));
  }

  private static Optional<String> lost(Person breaker, ApprovalPolicy policy) {
    boolean may = breaker.standing() == Person.Standing.MEMBER && policy.mayBreakGlass(breaker);
    return may
        ? Optional.empty()
        : Optional.of(
            "%s used break-glass, and may no longer do so.".formatted(breaker.id().user()));
  }

  /**
   * The policy as it goes for whoever asked: more strictly for the bot itself, which is asked for
   * only where that makes a difference.
   *
   * @return empty while it is not known who asked
   */
  private static Optional<ApprovalPolicy> asked(
      Incident incident, ApprovalPolicy policy, Roster roster) {
    var request = incident.request();
    var byTheBot = policy.askedByTheBot();
    if (ofPolicy(request.policy(), policy).isEmpty()
        || !byTheBot.equals(Optional.of(request.policy()))) {
      return Optional.of(policy);
    }
    return switch (roster.now(request.by(), policy).standing()) {
      case UNKNOWN -> Optional.empty();
      case BOT -> byTheBot;
      case MEMBER, GUEST, STRANGER, DEACTIVATED -> Optional.of(policy);
    };
  }

  private static List<String> ofPolicy(ApprovalPolicy then, ApprovalPolicy now) {
    // A requester who is no approver was never a yes: the request was asked without that.
    var same = then.required().requesterCounts() ? now : now.withoutRequester();
    if (then.equals(same)) {
      return List.of();
    }
    return List.of(
        then.required().approvals() == now.required().approvals()
            ? "The approval policy was changed since the request."
            : "The approval policy was changed since the request: it now requires %d approvals."
                .formatted(now.required().approvals()));
  }
}
