package pipelinelock.incident.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.vm.RecreateOption;

/**
 * How many people, who they may be, and how long their word holds.
 *
 * @param approvals how many different people must say yes
 * @param requesterCounts whether the request of an approver is the first of these yeses
 * @param approvers Slack users who may approve
 * @param approverGroups ids of Slack user groups whose members may approve
 * @param requestExpires from the request on; later approvals are refused
 * @param executionExpires from the last approval to the start; later the request lapses
 * @param options how a recreate may differ from the plain one
 * @param minimumReason fewest characters that a reason needs; 0 = none is needed
 * @param second where present, one approval must come from these and another one from the others
 * @param samePeople Slack accounts of one person each; such a person counts once
 * @param reference a regular expression that must be found in the reason, such as a ticket's
 * @param confirm what else an approval needs to count
 * @param breakGlass present where one person may start something alone
 * @param evidenceMaxAge how old the last look may be at the start; empty = {@link #EVIDENCE_AGE}
 */
public record ApprovalPolicy(
    int approvals,
    boolean requesterCounts,
    Set<UserId> approvers,
    Set<String> approverGroups,
    Duration requestExpires,
    Duration executionExpires,
    int minimumReason,
    Set<RecreateOption> options,
    Optional<Approvers> second,
    Set<Set<UserId>> samePeople,
    Optional<String> reference,
    Optional<Reminder> reminder,
    Optional<Confirmation> confirm,
    Optional<BreakGlass> breakGlass,
    Optional<Duration> evidenceMaxAge) {
  /** Longer than a look takes, and shorter than it takes to begin a deployment unseen. */
  public static final Duration EVIDENCE_AGE = Duration.ofSeconds(30);

  /** Without what few installations have. */
  public ApprovalPolicy(
      int approvals,
      boolean requesterCounts,
      Set<UserId> approvers,
      Set<String> approverGroups,
      Duration requestExpires,
      Duration executionExpires,
      int minimumReason,
      Set<RecreateOption> options,
      Optional<Approvers> second,
      Set<Set<UserId>> samePeople,
      Optional<String> reference,
      Optional<Reminder> reminder) {
    this(
        approvals,
        requesterCounts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        options,
        second,
        samePeople,
        reference,
        reminder,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Without any option of the recreate. */
  public ApprovalPolicy(
      int approvals,
      boolean requesterCounts,
      Set<UserId> approvers,
      Set<String> approverGroups,
      Duration requestExpires,
      Duration executionExpires,
      int minimumReason) {
    this(
        approvals,
        requesterCounts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        Set.of(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  public ApprovalPolicy {
    options = Set.copyOf(options);
    approvers = Set.copyOf(approvers);
    approverGroups = Set.copyOf(approverGroups);
    if (approvals < 1) {
      throw new IllegalArgumentException("approvals must be at least 1, not " + approvals);
    }
    if (requesterCounts && approvals < 2) {
      throw new IllegalArgumentException(
          "requester_counts needs approvals of at least 2: else one person alone would decide");
    }
    if (approvers.isEmpty() && approverGroups.isEmpty()) {
      throw new IllegalArgumentException(
          "approvers must name at least one Slack user or user group: nobody could approve");
    }
    samePeople = samePeople.stream().map(Set::copyOf).collect(toUnmodifiableSet());
    var users = new HashSet<>(approvers);
    second.ifPresent(others -> users.addAll(others.users()));
    int most = people(users, samePeople);
    boolean onlyUsers = approverGroups.isEmpty() && second.stream().allMatch(Approvers::onlyUsers);
    if (onlyUsers && most < approvals) {
      throw new IllegalArgumentException(
          "approvals is %d but only %d may approve: nobody could ever satisfy this policy"
              .formatted(approvals, most));
    }
    if (second.isPresent() && (approvals < 2 || requesterCounts)) {
      throw new IllegalArgumentException(
          "second_approvers needs approvals of at least 2, and requester_counts off: else one person alone would decide");
    }
    if (onlyUsers && second.isPresent() && most < 2) {
      throw new IllegalArgumentException(
          "second_approvers names nobody but the one approver: nobody could ever satisfy this policy");
    }
    reference.ifPresent(Pattern::compile);
    if (breakGlass.isPresent()
        && onlyUsers
        && isUnreviewable(breakGlass.get(), users, samePeople)) {
      throw new IllegalArgumentException(
          "break_glass could never be reviewed by a second person: nobody else may approve");
    }
  }

  /** Whether somebody may break the glass of whom all approvers are accounts. */
  private static boolean isUnreviewable(
      BreakGlass glass, Set<UserId> approvers, Set<Set<UserId>> same) {
    return glass.people().users().stream()
        .anyMatch(
            alone -> {
              var person =
                  same.stream().filter(it -> it.contains(alone)).findFirst().orElse(Set.of(alone));
              return person.containsAll(approvers);
            });
  }

  private static int people(Set<UserId> users, Set<Set<UserId>> same) {
    var people = new HashSet<Set<UserId>>();
    for (var user : users) {
      people.add(same.stream().filter(one -> one.contains(user)).findFirst().orElse(Set.of(user)));
    }
    return people.size();
  }

  /** The same policy, of which every approval has to be confirmed so. */
  public ApprovalPolicy with(Confirmation needed) {
    return with(Optional.of(needed), breakGlass);
  }

  /** The same policy, which one person may do without. */
  public ApprovalPolicy with(BreakGlass glass) {
    return with(confirm, Optional.of(glass));
  }

  /** The same policy, by which nobody's request is a yes. */
  public ApprovalPolicy withoutRequester() {
    return with(false, confirm, breakGlass);
  }

  /** The same policy as it goes for this requester: only an approver's request is a yes. */
  public ApprovalPolicy askedBy(Person requester) {
    return names(requester) ? this : withoutRequester();
  }

  private ApprovalPolicy with(Optional<Confirmation> needed, Optional<BreakGlass> glass) {
    return with(requesterCounts, needed, glass);
  }

  private ApprovalPolicy with(
      boolean counts, Optional<Confirmation> needed, Optional<BreakGlass> glass) {
    return new ApprovalPolicy(
        approvals,
        counts,
        approvers,
        approverGroups,
        requestExpires,
        executionExpires,
        minimumReason,
        options,
        second,
        samePeople,
        reference,
        reminder,
        needed,
        glass,
        evidenceMaxAge);
  }

  /** How old the last look may be at the start. */
  public Duration freshFor() {
    return evidenceMaxAge.orElse(EVIDENCE_AGE);
  }

  /** Whether this person may start something alone. */
  public boolean mayBreakGlass(Person person) {
    return breakGlass.filter(it -> it.people().names(person)).isPresent();
  }

  /** Whether both accounts are one person's. */
  public boolean isSame(UserId one, UserId other) {
    return one.equals(other)
        || samePeople.stream().anyMatch(it -> it.contains(one) && it.contains(other));
  }

  /** Whether this person is named by the policy, as a user or by a group. */
  public boolean names(Person person) {
    return !panels(person).isEmpty();
  }

  /** The panels that this person may stand for. */
  public Set<Panel> panels(Person person) {
    var panels = EnumSet.noneOf(Panel.class);
    if (approvers.contains(person.id())
        || approverGroups.stream().anyMatch(person.groups()::contains)) {
      panels.add(Panel.FIRST);
    }
    if (second.filter(others -> others.names(person)).isPresent()) {
      panels.add(Panel.SECOND);
    }
    return panels;
  }

  /** The user groups whose members may approve, of both lists. */
  public Set<String> approverGroupsOfBoth() {
    return Stream.concat(
            approverGroups.stream(), second.stream().flatMap(others -> others.groups().stream()))
        .collect(toUnmodifiableSet());
  }

  /** All user groups that the policy names. */
  public Set<String> groups() {
    return Stream.of(
            approverGroupsOfBoth().stream(),
            breakGlass.stream().flatMap(it -> it.people().groups().stream()))
        .flatMap(it -> it)
        .collect(toUnmodifiableSet());
  }

  /** Whether a reason has the reference that is asked for. */
  public boolean hasReference(String reason) {
    return reference.map(it -> Pattern.compile(it).matcher(reason).find()).orElse(true);
  }

  /**
   * Whether who decides by this policy has met the other one too: the same people, as many or more
   * of them, asked as strictly.
   */
  boolean covers(ApprovalPolicy other) {
    return approvals >= other.approvals
        && (!requesterCounts || other.requesterCounts)
        && approvers.equals(other.approvers)
        && approverGroups.equals(other.approverGroups)
        && other.second.map(Optional::of).map(second::equals).orElse(true)
        && samePeople.containsAll(other.samePeople)
        && minimumReason >= other.minimumReason
        && other.reference.map(Optional::of).map(reference::equals).orElse(true)
        && (confirm.isPresent() || other.confirm.isEmpty())
        && (breakGlass.isEmpty() || other.breakGlass.isPresent());
  }
}
