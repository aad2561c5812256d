package pipelinelock.settings.approval;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** The approval keys that most installations do not need. */
record ApprovalExtras(
    Optional<ApproverKeys> second,
    List<List<String>> people,
    Optional<String> reference,
    Optional<Duration> remindAfter,
    Optional<String> escalateTo,
    Optional<BreakGlassKeys> breakGlass,
    Optional<Duration> evidenceMaxAge,
    boolean startAgain,
    FollowsUntil follow,
    Optional<BlindKeys> blind) {
  static final ApprovalExtras NONE =
      new ApprovalExtras(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          FollowsUntil.CLAIM,
          Optional.empty());

  // Without names: a name would be a key, and messages quote keys, whatever was written there.
  private static final Kind<List<List<String>>> PEOPLE = Kinds.list(ApproverKeys.USERS);
  private static final Kind<String> REFERENCE =
      Kinds.text("'INC[0-9]+'").and(ApprovalExtras::pattern);
  private static final Kind<String> CALLED =
      Kinds.matching("the id of a Slack user or user group", "S0123ABCD", "[UWS][A-Z0-9]+");

  private static final Kind<FollowsUntil> FOLLOW =
      Kinds.oneOf("a point to follow to", FollowsUntil.class);

  private static final Kind<Duration> MAX_AGE =
      Kinds.longerThanZero("30s").and(ApprovalExtras::maxAge);

  private static Value<Duration> maxAge(FileValue place, Duration age) {
    boolean fits =
        age.compareTo(Duration.ofSeconds(5)) >= 0 && age.compareTo(Duration.ofMinutes(2)) <= 0;
    return fits
        ? Value.of(age)
        : place.wrong(
            "must be between 5s and 2m: a look takes some seconds, and older evidence proves little",
            "write for example 30s");
  }

  private static Value<String> pattern(FileValue place, String text) {
    try {
      Pattern.compile(text);
      return Value.of(text);
    } catch (PatternSyntaxException e) {
      return place.wrong(
          "is not a regular expression: " + e.getDescription(), "write for example 'INC[0-9]+'");
    }
  }

  static Value<ApprovalExtras> read(Section section, ApprovalExtras base) {
    var second = section.optional("second_approvers", ApproverKeys.APPROVERS);
    var people = section.optional("people", PEOPLE, base.people);
    var reference = section.optional("reference", REFERENCE);
    var remindAfter = section.optional("remind_after", Kinds.longerThanZero("5m"));
    var escalateTo = section.optional("escalate_to", CALLED);
    var breakGlass = section.optional("break_glass", BreakGlassKeys.over(base.breakGlass));
    var evidenceMaxAge = section.optional("evidence_max_age", MAX_AGE);
    var startAgain = section.optional("start_again", Kinds.yesOrNo("true"), base.startAgain);
    var follow = section.optional("follow", FOLLOW, base.follow);
    var blind = section.optional("blind", BlindKeys.over(base.blind));
    if (section.has("escalate_to") && !section.has("remind_after") && base.remindAfter.isEmpty()) {
      section.wrong(
          "escalate_to", "needs remind_after too", "add remind_after, or remove this key");
    }
    return section.ifSound(
        () ->
            new ApprovalExtras(
                second.get().or(base::second),
                people.get(),
                reference.get().or(base::reference),
                remindAfter.get().or(base::remindAfter),
                escalateTo.get().or(base::escalateTo),
                breakGlass.get().or(base::breakGlass),
                evidenceMaxAge.get().or(base::evidenceMaxAge),
                startAgain.get(),
                follow.get(),
                blind.get().or(base::blind)));
  }

  Optional<Approvers> second(String teamId) {
    return second.map(keys -> keys.in(teamId));
  }

  Set<Set<UserId>> samePeople(String teamId) {
    return people.stream()
        .map(accounts -> ApproverKeys.ids(accounts, teamId))
        .collect(toUnmodifiableSet());
  }

  Optional<BreakGlass> breakGlass(String teamId, ApproverKeys approvers) {
    var all = approvers.in(teamId);
    var everybody = second(teamId).map(all::and).orElse(all);
    return breakGlass.flatMap(keys -> keys.in(teamId, everybody));
  }

  /** Where a blind recreate may be asked for. */
  Optional<BlindKeys> blindOnes() {
    return blind.filter(BlindKeys::enabled);
  }

  Optional<Reminder> reminder() {
    return remindAfter.map(after -> new Reminder(after, escalateTo));
  }
}
