package pipelinelock.settings.approval;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.CurePolicies;
import pipelinelock.incident.policy.Deadlines;
import pipelinelock.incident.policy.Panels;
import pipelinelock.incident.policy.RequestRules;
import pipelinelock.incident.policy.RequiredApprovals;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.vm.RecreateOption;

/**
 * One section on approvals: its keys, each with the value that applies if it is not written.
 *
 * @param approvers absent = nobody named yet
 */
public record ApprovalKeys(
    int required,
    boolean requesterCounts,
    Optional<ApproverKeys> approvers,
    Duration requestExpires,
    Duration executionExpires,
    int minimumReason,
    List<String> options,
    String confirm,
    CureKeys cures,
    ApprovalExtras extras) {
  private static final String NO_CONFIRMATION = "none";
  private static final String ANY_TEAM = "T0";
  public static final ApprovalKeys DEFAULT =
      new ApprovalKeys(
          2,
          false,
          Optional.empty(),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          10,
          List.of("no-converge"),
          NO_CONFIRMATION,
          CureKeys.NONE,
          ApprovalExtras.NONE);

  private static final Kind<List<String>> OPTIONS =
      Kinds.list(
          Kinds.matching("an option of the recreate", "no-converge", "no-converge|fix|skip-drain"));

  private static final Kind<String> CONFIRM =
      Kinds.matching("none or type-name", "type-name", "none|type-name");

  /**
   * A section whose missing keys are taken from {@code base}.
   *
   * @param base unsound = its problems are reported already; then only the keys here are looked at
   */
  public static Kind<ApprovalKeys> over(Value<ApprovalKeys> base) {
    return Kinds.section(
        "{approvers: {groups: [S0123ABCD]}}",
        section -> {
          Value<ApprovalKeys> keys = read(section, base.sound().orElse(DEFAULT));
          return base.then(_ -> keys).then(sound -> sound.judged(section));
        });
  }

  private static Value<ApprovalKeys> read(Section section, ApprovalKeys base) {
    var required = section.optional("required", Kinds.number(1, 20, "2"), base.required);
    var requesterCounts =
        section.optional("requester_counts", Kinds.yesOrNo("false"), base.requesterCounts);
    var approvers = section.optional("approvers", ApproverKeys.APPROVERS);
    var requestExpires =
        section.optional("request_expires", Kinds.longerThanZero("15m"), base.requestExpires);
    var executionExpires =
        section.optional("execution_expires", Kinds.longerThanZero("5m"), base.executionExpires);
    var minimumReason =
        section.optional("minimum_reason", Kinds.number(0, 500, "10"), base.minimumReason);
    var options = section.optional("options", OPTIONS, base.options);
    var confirm = section.optional("confirm", CONFIRM, base.confirm);
    var cures = section.optional("cures", CureKeys.over(base.cures), base.cures);
    var extras = ApprovalExtras.read(section, base.extras);
    return section.finish(
        () ->
            new ApprovalKeys(
                required.get(),
                requesterCounts.get(),
                approvers.get().or(base::approvers),
                requestExpires.get(),
                executionExpires.get(),
                minimumReason.get(),
                options.get(),
                confirm.get(),
                cures.get(),
                extras.get()));
  }

  /** Says why nobody, or one person alone, could satisfy one of the policies. */
  private Value<ApprovalKeys> judged(Section section) {
    judge(section, "", required, requesterCounts);
    cures.written().forEach(kind -> judge(section, kind.word(), required(kind), counts(kind)));
    extras.blind().ifPresent(keys -> keys.judge(section, panels(), extras.second().isPresent()));
    return section.ifSound(
        () -> {
          if (approvers.isPresent()) {
            policies(ANY_TEAM); // what is left to be said against them, they say themselves
          }
          return this;
        });
  }

  /**
   * @param cure empty for the keys of the section itself
   */
  private void judge(Section section, String cure, int needed, boolean counts) {
    String of = cure.isEmpty() ? "" : "for cures." + cure + " ";
    if (counts && needed < 2) {
      section.wrong(
          cure.isEmpty() ? "requester_counts" : "cures",
          of + "would let one person alone decide: the requester would be the only one required",
          "set required to 2 or more, or requester_counts to false");
    }
    approvers.ifPresent(
        named -> {
          if (named.groups().isEmpty()
              && extras.second().isEmpty()
              && named.users().size() < needed) {
            section.wrong(
                of
                    + "could never be satisfied: %d approvals are required, but approvers names %d user%s"
                        .formatted(
                            needed, named.users().size(), named.users().size() == 1 ? "" : "s")
                    + " and no group",
                "lower required, or name more approvers");
          }
        });
  }

  /** Everybody who is named, in whatever workspace. */
  private Optional<Panels> panels() {
    return approvers.map(
        named ->
            new Panels(named.in(ANY_TEAM), extras.second(ANY_TEAM), extras.samePeople(ANY_TEAM)));
  }

  private int required(CureKind kind) {
    return cures.of(kind).required().orElse(required);
  }

  private boolean counts(CureKind kind) {
    return cures.of(kind).requesterCounts().orElse(requesterCounts);
  }

  /** What every reason has to contain, as a regular expression. */
  public Optional<String> reference() {
    return extras.reference();
  }

  /** The policy of each cure, for the one workspace that the bot answers to. */
  public CurePolicies policies(String teamId) {
    var byCure = new EnumMap<CureKind, ApprovalPolicy>(CureKind.class);
    for (var kind : CureKeys.SEEING) {
      byCure.put(kind, policy(kind, teamId));
    }
    var policies = new CurePolicies(byCure, extras.startAgain(), extras.follow());
    return extras
        .blindOnes()
        .map(keys -> policies.withBlind(blind(keys, teamId), keys.withWorker()))
        .orElse(policies);
  }

  private ApprovalPolicy policy(CureKind kind, String teamId) {
    var named = approvers.orElseThrow();
    // A cure for which one other person is enough cannot have one from each of two lists.
    boolean both = required(kind) >= 2;
    return new ApprovalPolicy(
        new RequiredApprovals(required(kind), counts(kind), confirmation()),
        new Panels(
            named.in(teamId),
            both ? extras.second(teamId) : Optional.empty(),
            extras.samePeople(teamId)),
        new RequestRules(
            minimumReason,
            extras.reference(),
            kind == CureKind.RECREATE ? recreateOptions() : Set.of()),
        new Deadlines(requestExpires, executionExpires, extras.evidenceMaxAge()),
        extras.reminder(),
        extras.breakGlass(teamId, named));
  }

  private ApprovalPolicy blind(BlindKeys keys, String teamId) {
    return keys.policy(policy(CureKind.RECREATE, teamId), extras.second(teamId));
  }

  private Optional<Confirmation> confirmation() {
    return confirm.equals(NO_CONFIRMATION) ? Optional.empty() : Optional.of(Confirmation.TYPE_NAME);
  }

  private Set<RecreateOption> recreateOptions() {
    return options.stream()
        .flatMap(option -> RecreateOption.parse(option).stream())
        .collect(toUnmodifiableSet());
  }
}
