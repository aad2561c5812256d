package pipelinelock.slack.thread.card;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.electorate.Prospect;
import pipelinelock.incident.electorate.Voter;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Panel;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Shortlist;

/** The people who may decide, mentioned so that Slack notifies them. */
final class MentionedPeople {
  private static final int MOST = 10;

  /** So many are called by name; where more count, their groups are called. */
  private static final int MOST_CALLED = 20;

  private MentionedPeople() {}

  /**
   * Those whose yes counts for this request now, sentence by sentence: of two lists, each that is
   * waited for.
   *
   * @param call what comes before the names, such as {@code Can approve}
   */
  static List<String> counting(String call, Voters voters, EnvironmentName environment) {
    var policy = voters.ballot().policy();
    var lists = new ArrayList<String>();
    if (voters.ballot().isHelpedBy(Panel.FIRST)) {
      lists.add(
          called(voters.counting(Panel.FIRST), policy.panels().first().groups(), environment));
    }
    policy
        .panels()
        .second()
        .filter(_ -> voters.ballot().isHelpedBy(Panel.SECOND))
        .map(others -> called(voters.counting(Panel.SECOND), others.groups(), environment))
        .ifPresent(lists::add);
    var sentences = new ArrayList<String>();
    sentences.add("%s: %s.".formatted(call, String.join("; from the other list: ", lists)));
    notTold(voters).ifPresent(sentences::add);
    if (voters.prospect() == Prospect.TOO_FEW) {
      sentences.add(
          ":warning: *Too few of the people named count, so nobody can approve this.* Why: `/pipeline-lock who %s`"
              .formatted(environment));
    }
    return sentences;
  }

  private static String called(
      List<Voter> voters, Set<String> groups, EnvironmentName environment) {
    if (voters.isEmpty()) {
      return "none of the people named";
    }
    return voters.size() > MOST_CALLED && !groups.isEmpty()
        ? "%d people of %s and others (`/pipeline-lock who %s` names them)"
            .formatted(
                voters.size(),
                groups.stream().sorted().map(Mrkdwn::group).collect(joining(", ")),
                environment)
        : Shortlist.of(voters.stream().map(it -> Mrkdwn.mention(it.id())).toList(), MOST_CALLED);
  }

  /** People of whom Slack does not say whether they count. */
  private static Optional<String> notTold(Voters voters) {
    var who =
        Stream.concat(
                voters.unread().stream().sorted().map(it -> "who is in " + Mrkdwn.group(it)),
                voters.unknown().stream().map(it -> "who " + Mrkdwn.mention(it) + " is"))
            .toList();
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Slack cannot say right now %s, so these may not count."
                .formatted(Shortlist.of(who, MOST)));
  }

  /** Those who may approve, without these and their other accounts. */
  static String others(ApprovalPolicy policy, Set<UserId> without) {
    var users = new HashSet<>(policy.panels().users());
    users.removeIf(user -> without.stream().anyMatch(it -> policy.panels().isSame(it, user)));
    return all(policy.panels().groups(), users);
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
      return "none of the people named";
    }
    return Shortlist.of(all, MOST);
  }
}
