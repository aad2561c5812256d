package pipelinelock.settings.approval;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Those who may approve. */
record ApproverKeys(List<String> users, List<String> groups) {
  static final Kind<List<String>> USERS =
      Kinds.list(Kinds.matching("a Slack user's id", "U0123ABCD", "[UW][A-Z0-9]+"));
  static final Kind<List<String>> GROUPS =
      Kinds.list(Kinds.matching("a Slack user group's id", "S0123ABCD", "S[A-Z0-9]+"));
  static final Kind<ApproverKeys> APPROVERS =
      Kinds.section("{groups: [S0123ABCD]}", ApproverKeys::read);

  private static Value<ApproverKeys> read(Section section) {
    var users = section.optional("users", USERS, List.of());
    var groups = section.optional("groups", GROUPS, List.of());
    if (users.map(List::isEmpty).sound().orElse(false)
        && groups.map(List::isEmpty).sound().orElse(false)) {
      section.wrong(
          "names nobody, so no request could ever be approved",
          "list at least one Slack user or user group");
    }
    return section.finish(() -> new ApproverKeys(users.get(), groups.get()));
  }

  Approvers in(String teamId) {
    return new Approvers(ids(users, teamId), Set.copyOf(groups));
  }

  static Set<UserId> ids(List<String> users, String teamId) {
    return users.stream().map(user -> new UserId(teamId, user)).collect(toUnmodifiableSet());
  }
}
