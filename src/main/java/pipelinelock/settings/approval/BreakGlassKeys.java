package pipelinelock.settings.approval;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.settings.section.EnvironmentReader;

/**
 * The section {@code break_glass}: with it, one person may start something alone.
 *
 * @param enabled false switches it off, for all environments or for one
 * @param users if the section names nobody, those who may approve
 */
record BreakGlassKeys(
    boolean enabled,
    List<String> users,
    List<String> groups,
    Optional<String> channel,
    Duration remindEvery) {
  private static final BreakGlassKeys BASE =
      new BreakGlassKeys(true, List.of(), List.of(), Optional.empty(), Duration.ofHours(24));

  /** A section whose missing keys are taken from {@code base}. */
  static Kind<BreakGlassKeys> over(Optional<BreakGlassKeys> base) {
    return Kinds.section("{channel: C0SECURITY}", section -> read(section, base.orElse(BASE)));
  }

  private static Value<BreakGlassKeys> read(Section section, BreakGlassKeys base) {
    var enabled = section.optional("enabled", Kinds.yesOrNo("true"), base.enabled);
    var users = section.optional("users", ApproverKeys.USERS, base.users);
    var groups = section.optional("groups", ApproverKeys.GROUPS, base.groups);
    var channel = section.optional("channel", EnvironmentReader.CHANNEL);
    var remindEvery =
        section.optional("remind_every", Kinds.longerThanZero("24h"), base.remindEvery);
    boolean on = enabled.sound().orElse(false);
    if (on && !section.has("channel") && base.channel.isEmpty()) {
      section.wrong(
          "channel",
          "is missing: break-glass is announced in a second channel",
          "write the id of that channel, for example C0SECURITY");
    }
    return section.finish(
        () ->
            new BreakGlassKeys(
                enabled.get(),
                users.get(),
                groups.get(),
                channel.get().or(base::channel),
                remindEvery.get()));
  }

  /**
   * @param approvers who may do it where nobody is named
   */
  Optional<BreakGlass> in(String teamId, Approvers approvers) {
    if (!enabled) {
      return Optional.empty();
    }
    var people =
        users.isEmpty() && groups.isEmpty()
            ? approvers
            : new ApproverKeys(users, groups).in(teamId);
    return Optional.of(new BreakGlass(people, channel.orElseThrow(), remindEvery));
  }
}
