package pipelinelock.slack.home;

import static java.util.stream.Collectors.joining;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.card.Phrases;

/**
 * What somebody reads on Home who has never used the bot: what it is, how to try it, who may
 * approve, and who runs it.
 *
 * @param policies of the heaviest cure in each environment
 * @param runBy id of a person, a user group or a channel, where the settings name one
 */
public record FirstWords(
    SortedMap<EnvironmentName, ApprovalPolicy> policies, Optional<String> runBy) {
  /** More different policies are not listed. */
  private static final int POLICIES = 3;

  /** Nor is a policy that names more people and groups. */
  private static final int NAMES = 6;

  public FirstWords {
    policies = new TreeMap<>(policies);
  }

  public List<LayoutBlock> blocks() {
    var lines = new ArrayList<String>();
    lines.add(
        "*Try it:* press *Status* below, or type `/pipeline-lock status %s`. Looking changes nothing."
            .formatted(example()));
    lines.add(
        "*Something hangs?* Type `/pipeline-lock`: a form asks what to do, where and why. It only asks others to approve.");
    lines.addAll(approvers());
    runBy.ifPresent(it -> lines.add("*Who runs this bot:* %s. Ask there.".formatted(named(it))));
    lines.add(
        "*Direct messages:* you get one when you may approve a request, and when yours is decided. `/pipeline-lock dm off` ends that, `/pipeline-lock dm on` brings it back.");
    return List.of(
        Layout.header("New here?"),
        Layout.sentence(
            "Pipeline Lock shows whether a deployment lock is free, busy or hung, and cures one that hangs. Nothing is changed before enough people approve."),
        Layout.markup(lines),
        Layout.note("This goes away when you have used the bot once."));
  }

  private String example() {
    return policies.isEmpty() ? "dev04" : policies.firstKey().value();
  }

  private List<String> approvers() {
    var groups = new LinkedHashMap<String, List<String>>();
    policies.forEach(
        (name, policy) ->
            groups
                .computeIfAbsent(
                    names(policy) + ". " + Phrases.needs(policy), _ -> new ArrayList<>())
                .add(Mrkdwn.code(name.value())));
    boolean isShort =
        groups.size() <= POLICIES && policies.values().stream().allMatch(it -> count(it) <= NAMES);
    String who = "`/pipeline-lock who %s` tells whose approval counts now.".formatted(example());
    if (!isShort) {
      return List.of("*Who may approve:* " + who);
    }
    return Stream.concat(
            groups.entrySet().stream().map(it -> line(it, groups.size() == 1)), Stream.of(who))
        .toList();
  }

  private static String line(Map.Entry<String, List<String>> group, boolean everywhere) {
    String where = everywhere ? "" : " in " + group.getValue().stream().collect(joining(", "));
    return "*Who may approve%s:* %s".formatted(where, group.getKey());
  }

  private static int count(ApprovalPolicy policy) {
    return policy.panels().groups().size() + policy.panels().users().size();
  }

  private static String names(ApprovalPolicy policy) {
    return Stream.concat(
            policy.panels().groups().stream().sorted().map(Mrkdwn::group),
            policy.panels().users().stream().map(Mrkdwn::mention).sorted())
        .collect(joining(", "));
  }

  private static String named(String id) {
    return switch (id.charAt(0)) {
      case 'S' -> Mrkdwn.group(id);
      case 'C', 'G' -> Mrkdwn.channel(id);
      default -> Mrkdwn.mentionOf(id);
    };
  }
}
