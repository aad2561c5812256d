package pipelinelock.slack.thread;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.slack.message.Mrkdwn;

/** Those who may approve, mentioned so that Slack tells them. */
final class Named {
  private static final int MOST = 10;

  private Named() {}

  static String first(ApprovalPolicy policy) {
    return all(policy.approverGroups(), policy.approvers());
  }

  /** The second list, where the policy has one. */
  static Optional<String> second(ApprovalPolicy policy) {
    return policy.second().map(others -> all(others.groups(), others.users()));
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
    String named = all.stream().limit(MOST).collect(joining(", "));
    return all.size() <= MOST ? named : named + " and %d more".formatted(all.size() - MOST);
  }
}
