package pipelinelock.settings.section;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.environment.Tier;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.watch.WatchRule;

/**
 * One section {@code watch}: its keys, each with the value that applies if it is not written.
 *
 * @param channel absent = the environment's own
 * @param quiet absent = never
 * @param propose whether the bot asks for a cure by itself
 * @param proposeAfter how long after the post
 */
public record WatchKeys(
    boolean enabled,
    Duration every,
    Duration blind,
    Optional<String> channel,
    Optional<QuietKeys> quiet,
    boolean propose,
    Duration proposeAfter) {
  /** What holds in a section that is there. */
  private static final WatchKeys DEFAULT =
      new WatchKeys(
          true,
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ofMinutes(5));

  /** Where there is no section. */
  public static final WatchKeys OFF =
      new WatchKeys(
          false,
          DEFAULT.every,
          DEFAULT.blind,
          Optional.empty(),
          Optional.empty(),
          DEFAULT.propose,
          DEFAULT.proposeAfter);

  private static final Kind<Boolean> ENABLED = Kinds.yesOrNo("true");

  /** The section at the top. */
  public static Kind<WatchKeys> atTheTop() {
    return Kinds.section("{every: 1m}", section -> read(section, DEFAULT));
  }

  /** An environment's own: its missing keys are taken from the one at the top. */
  static Kind<WatchKeys> over(WatchKeys top) {
    return Kinds.section(
        "{every: 1m}",
        section ->
            read(
                section,
                new WatchKeys(
                    true,
                    top.every,
                    top.blind,
                    top.channel,
                    top.quiet,
                    top.propose,
                    top.proposeAfter)));
  }

  private static Value<WatchKeys> read(Section section, WatchKeys base) {
    var enabled = section.optional("enabled", ENABLED, base.enabled);
    var every = section.optional("every", Kinds.longerThanZero("1m"), base.every);
    var blind = section.optional("blind", Kinds.longerThanZero("30m"), base.blind);
    var channel = section.optional("channel", EnvironmentReader.CHANNEL);
    var quiet = section.optional("quiet", QuietKeys.over(base.quiet));
    var propose = section.optional("propose", ENABLED, base.propose);
    var after = section.optional("propose_after", Kinds.longerThanZero("5m"), base.proposeAfter);
    return section.finish(
        () ->
            new WatchKeys(
                enabled.get(),
                every.get(),
                blind.get(),
                channel.get().or(base::channel),
                quiet.get().or(base::quiet),
                propose.get(),
                after.get()));
  }

  /** What holds in an environment; empty where it is not watched. */
  Optional<WatchRule> rule(Tier tier, String ownChannel) {
    return enabled
        ? Optional.of(
            new WatchRule(
                channel.orElse(ownChannel),
                every,
                blind,
                quiet.filter(it -> it.tiers().contains(tier)).map(QuietKeys::hours),
                propose ? Optional.of(proposeAfter) : Optional.empty()))
        : Optional.empty();
  }
}
