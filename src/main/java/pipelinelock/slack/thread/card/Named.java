package pipelinelock.slack.thread.card;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Panel;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Shortlist;

/** Those who may approve, mentioned so that Slack tells them. */
final class Named {
  private static final int MOST = 10;

  private Named() {}

  /** Those whose yes may count for this request; of two lists, each that is waited for. */
  static List<String> counting(Incident incident) {
    var policy = incident.request().policy();
    var ballot = Ballot.of(incident);
    var lists = new ArrayList<String>();
    if (ballot.isHelpedBy(Panel.FIRST)) {
      lists.add(all(policy.approverGroups(), counting(incident, policy.approvers())));
    }
    policy
        .second()
        .filter(_ -> ballot.isHelpedBy(Panel.SECOND))
        .ifPresent(others -> lists.add(all(others.groups(), counting(incident, others.users()))));
    return lists;
  }

  /** Not the one who asked, nor who has approved, nor another account of one of these. */
  private static Set<UserId> counting(Incident incident, Set<UserId> users) {
    var ballot = Ballot.of(incident);
    return users.stream().filter(it -> ballot.byName(it).isEmpty()).collect(toSet());
  }

  /** Those who may approve, without these. */
  static String others(ApprovalPolicy policy, Set<UserId> without) {
    var groups = new HashSet<>(policy.approverGroups());
    var users = new HashSet<>(policy.approvers());
    policy.second().ifPresent(it -> groups.addAll(it.groups()));
    policy.second().ifPresent(it -> users.addAll(it.users()));
    users.removeAll(without);
    return all(groups, users);
  }

  /** Those who may start something alone, where the policy lets anybody. */
  static Optional<String> breakers(ApprovalPolicy policy) {
    return policy.breakGlass().map(it -> all(it.people().groups(), it.people().users()));
  }

  private static String all(Set<String> groups, Set<UserId> users) {
    var all =
        Stream.concat(
                groups.stream().sorted().map(Mrkdwn::group),
                users.stream().map(Mrkdwn::mention).sorted())
            .toList();
    if (all.isEmpty()) {
      return "nobody of those who are named";
    }
    return Shortlist.of(all, MOST);
  }
}
