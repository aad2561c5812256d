package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;

/**
 * Checks that an environment's policy names enough people whose approval counts, even if one of
 * them is the requester.
 *
 * @param name what a person is called in Slack
 */
public record ApproverChecks(
    CheckContext context,
    ApprovalPolicy policy,
    Electorate electorate,
    Function<UserId, Optional<String>> name) {
  private static final String CURE = "add people to the approvers, or to their Slack group";

  /** Asks Slack for each of them. */
  public RemoteChecks part() {
    return new RemoteChecks(
        context.chapter(), context.slowCheck("approvers", this::finding), List.of());
  }

  private Finding finding() {
    var roll = electorate.roll(policy);
    var people =
        roll.people().stream()
            .sorted(Comparator.comparing(UserId::toString))
            .map(id -> electorate.person(id, policy))
            .toList();
    var members = people.stream().filter(it -> it.standing() == Standing.MEMBER).toList();
    String found =
        "%d of the %d people named count as approvers; %d are needed"
            .formatted(members.size(), people.size(), policy.required().approvals());
    if (!roll.unread().isEmpty()) {
      return Finding.warn(
          "%s; Slack does not list the members of %s"
              .formatted(found, String.join(", ", roll.unread())),
          "correct the group's id, or enable the group in Slack");
    }
    if (!ballot(somebody()).canBeDecidedBy(people)) {
      return tooFew(found, people);
    }
    return Stream.of(oneOfThem(members), oneByTwoAccounts(members), others(people))
        .flatMap(Optional::stream)
        .findFirst()
        .map(it -> Finding.warn(found + "; " + it, CURE + "; `who` in Slack shows who counts"))
        .orElseGet(() -> Finding.ok(found));
  }

  /** Those of whom Slack says nothing may well be enough. */
  private static Finding tooFew(String found, List<Person> people) {
    var unknown =
        people.stream().filter(it -> it.standing() == Standing.UNKNOWN).map(Person::id).toList();
    return unknown.isEmpty()
        ? Finding.fail(found + ": no request could ever be approved", CURE)
        : Finding.fail(
            "%s; Slack does not say who %s %s, so whether a request could be approved is not known"
                .formatted(found, listed(unknown), unknown.size() == 1 ? "is" : "are"),
            "see slack token and slack scopes, then check again");
  }

  private Ballot ballot(Person requester) {
    return Ballot.askedBy(requester, policy);
  }

  /** Who asks and is no approver. */
  private static Person somebody() {
    return new Person(new UserId("T", "somebody else"), Standing.MEMBER, Set.of());
  }

  private Optional<String> oneOfThem(List<Person> members) {
    var stuck = members.stream().filter(it -> !ballot(it).canBeDecidedBy(members)).toList();
    return stuck.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a request by %s could never be approved, because too few others are left"
                .formatted(listed(stuck.stream().map(Person::id).toList())));
  }

  /** A name is no identity: it is only said. */
  private Optional<String> oneByTwoAccounts(List<Person> members) {
    var named = new TreeMap<String, List<UserId>>();
    for (var member : members) {
      name.apply(member.id())
          .map(it -> it.toLowerCase(Locale.ROOT))
          .ifPresent(it -> named.computeIfAbsent(it, _ -> new ArrayList<>()).add(member.id()));
    }
    return named.values().stream()
        .filter(ids -> ids.stream().anyMatch(it -> !policy.panels().isSame(ids.getFirst(), it)))
        .findFirst()
        .map(
            ids ->
                "%s have the same name; if they are one person, list them in approvals.people"
                    .formatted(listed(ids)));
  }

  /** Somebody who left, or an id with a slip in it. */
  private static Optional<String> others(List<Person> people) {
    var others =
        people.stream()
            .filter(it -> it.standing() != Standing.MEMBER)
            .map(it -> "%s (%s)".formatted(it.id().user(), words(it.standing())))
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of("these do not count: " + String.join(", ", others));
  }

  private static String words(Standing standing) {
    return switch (standing) {
      case MEMBER -> "a member";
      case GUEST -> "a guest";
      case BOT -> "a bot";
      case DEACTIVATED -> "deactivated";
      case STRANGER -> "not of this workspace";
      case UNKNOWN -> "Slack does not say who it is";
    };
  }

  private static String listed(List<UserId> ids) {
    return ids.stream().map(UserId::user).collect(joining(", "));
  }
}
