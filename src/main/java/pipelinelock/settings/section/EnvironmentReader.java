package pipelinelock.settings.section;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.approval.ApprovalKeys;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/**
 * Reads one environment.
 *
 * @param teamId the approvers' workspace
 * @param defaults the policy's keys that apply where the environment does not set them
 * @param watch the watcher's keys, the same way
 */
public record EnvironmentReader(
    String teamId, Value<ApprovalKeys> defaults, Value<WatchKeys> watch) {
  private static final Kind<Thresholds> THRESHOLDS =
      Kinds.section("{claim: 10m}", EnvironmentReader::thresholds);
  public static final Kind<String> CHANNEL =
      Kinds.matching("a Slack channel's id", "C0123ABCD", "[CG][A-Z0-9]+");

  private static final Kind<String> COMMIT_URL =
      Kinds.matching(
          "an https address with {commit} in it",
          "https://git.example.com/pool/commit/{commit}",
          "https://[^\\s|<>]*\\{commit}[^\\s|<>]*");

  public Value<EnvironmentSettings> read(String key, FileValue place) {
    // A key without a section below it is no environment's name: it may be anything, so it is not
    // shown.
    FileValue told = place.holdsSection() ? place : place.under("environments");
    return name(key, place).then(name -> told.section().then(section -> read(name, section)));
  }

  private static Value<EnvironmentName> name(String key, FileValue place) {
    String other = ReservedNames.meaning(key);
    if (!other.isEmpty()) {
      place.wrongKey(
          place.keyMark(),
          "environments." + key,
          "has the same name as %s of /pipeline-lock, so a command would be ambiguous"
              .formatted(other),
          "name it for example 'dev04'");
      return Value.unsound();
    }
    try {
      return Value.of(new EnvironmentName(key));
    } catch (IllegalArgumentException _) {
      place.wrongKey(
          place.keyMark(),
          "environments",
          "has an environment whose name is not 1 to 40 lower-case letters, digits and dashes",
          "name it for example 'dev04'");
      return Value.unsound();
    }
  }

  private Value<EnvironmentSettings> read(EnvironmentName name, Section section) {
    section.belongsTo(name);
    var tier = section.required("tier", Kinds.oneOf("a tier", Tier.class));
    var channel = section.required("channel", CHANNEL);
    // First, as what follows may have to be fetched by it.
    var aws = section.optional("aws", AwsReader.AWS, Aws.DEFAULT);
    aws.sound().ifPresent(access -> section.fetchAs(name, access));
    var approvals = approvals(section);
    var locking = section.optional("locking", Kinds.yesOrNo("true"), true);
    var locked = locking.sound().orElse(true);
    var lock =
        locked
            ? section.required("lock", LockReader.LOCK).map(Optional::of)
            : section.optional("lock", LockReader.LOCK);
    var concourse = section.required("concourse", ConcourseReader.CONCOURSE);
    var bosh = section.required("bosh", BoshReader.BOSH);
    var thresholds = section.optional("thresholds", THRESHOLDS, Thresholds.DEFAULT);
    var commitUrl = section.optional("commit_url", COMMIT_URL);
    var top = section.uses(watch).sound().orElse(WatchKeys.OFF);
    var watched = section.optional("watch", WatchKeys.over(top), top);
    requireThatItCanPropose(section, watched, approvals);
    return section.finish(
        () ->
            new EnvironmentSettings(
                name,
                tier.get(),
                channel.get(),
                approvals.get().policies(teamId),
                locking.get(),
                lock.get().map(it -> it.as(aws.get().role())),
                aws.get(),
                concourse.get(),
                bosh.get(),
                thresholds.get(),
                commitUrl.get(),
                watched.get().rule(tier.get(), channel.get()),
                section.unfetched()));
  }

  private Value<ApprovalKeys> approvals(Section section) {
    var own = section.optional("approvals", ApprovalKeys.over(defaults));
    var keys = section.uses(own.then(written -> written.map(Value::of).orElse(defaults)));
    boolean nobody = keys.sound().map(sound -> sound.approvers().isEmpty()).orElse(false);
    if (nobody) {
      section.wrong(
          "approvals",
          "names no approvers, and neither does the approvals section at the top: nobody could"
              + " approve",
          "write for example 'approvals: {approvers: {groups: [S0123ABCD]}}' in one of the two");
    }
    return keys;
  }

  /** The bot would ask for nothing, and only its log would say so. */
  private static void requireThatItCanPropose(
      Section section, Value<WatchKeys> watched, Value<ApprovalKeys> approvals) {
    boolean proposes = watched.sound().filter(it -> it.enabled() && it.propose()).isPresent();
    boolean needsReference = approvals.sound().flatMap(ApprovalKeys::reference).isPresent();
    if (proposes && needsReference) {
      section.wrong(
          "watch",
          "has propose: true, but its approvals want a reference in each reason, which the bot"
              + " does not know: it would never ask",
          "write 'watch: {propose: false}' here, or take approvals.reference out");
    }
  }

  private static Value<Thresholds> thresholds(Section section) {
    Thresholds usual = Thresholds.DEFAULT;
    var claim = age(section, "claim", usual.claim());
    var silence = age(section, "silence", usual.silence());
    var pending = age(section, "pending", usual.pending());
    var recent = age(section, "recent_activity", usual.recentActivity());
    var second = section.optional("second_look", Kinds.duration("60s"), usual.secondLook());
    return section.finish(
        () ->
            new Thresholds(claim.get(), silence.get(), pending.get(), recent.get(), second.get()));
  }

  private static Value<Duration> age(Section section, String key, Duration usual) {
    return section.optional(key, Kinds.longerThanZero("10m"), usual);
  }
}
