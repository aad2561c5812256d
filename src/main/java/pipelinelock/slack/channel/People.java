package pipelinelock.slack.channel;

import com.slack.api.methods.Methods;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.UserId;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.Roster;

/** Asks Slack who people are at the moment they act. Without an answer it is a no. */
public final class People implements Roster, Electorate {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  /** Slack answers for a group 20 times a minute only. */
  private static final Duration FRESH = Duration.ofSeconds(60);

  private static final Set<String> UNSEEN = Set.of("user_not_found", "user_not_visible");

  private final WebApi slack;
  private final String teamId;
  private final InstantSource clock;
  private final Map<String, Members> groups = new ConcurrentHashMap<>();

  private record Members(Set<String> users, Instant at) {}

  /**
   * @param teamId the one workspace whose people count
   */
  public People(WebApi slack, String teamId, InstantSource clock) {
    this.slack = slack;
    this.teamId = teamId;
    this.clock = clock;
  }

  /** The person, without any groups. */
  public Person find(String user) {
    return new Person(new UserId(teamId, user), standing(user), Set.of());
  }

  /** The person, and which of the policy's groups they are in, as known for a minute at most. */
  public Person find(String user, ApprovalPolicy policy) {
    return find(user, policy, FRESH);
  }

  @Override
  public Person now(UserId id, ApprovalPolicy policy) {
    return id.team().equals(teamId)
        ? find(id.user(), policy, Duration.ZERO)
        : new Person(id, Standing.STRANGER, Set.of());
  }

  @Override
  public Person person(UserId id, ApprovalPolicy policy) {
    return id.team().equals(teamId)
        ? find(id.user(), policy, FRESH)
        : new Person(id, Standing.STRANGER, Set.of());
  }

  @Override
  public UserId member(String user) {
    return new UserId(teamId, user);
  }

  @Override
  public Roll roll(ApprovalPolicy policy) {
    var named = new HashSet<>(policy.panels().users());
    var unread = new HashSet<String>();
    for (var group : policy.panels().groups()) {
      members(group, FRESH)
          .ifPresentOrElse(
              users -> users.forEach(user -> named.add(new UserId(teamId, user))),
              () -> unread.add(group));
    }
    return new Roll(named, unread);
  }

  private Person find(String user, ApprovalPolicy policy, Duration fresh) {
    var person = find(user);
    boolean groupsAreNothingToIt =
        policy.panels().second().isEmpty()
            && policy.breakGlass().isEmpty()
            && policy.panels().first().users().contains(person.id());
    if (groupsAreNothingToIt || person.standing() != Standing.MEMBER) {
      return person;
    }
    var in = new HashSet<String>();
    boolean known = true;
    for (String group : policy.groups()) {
      var members = members(group, fresh);
      known &= members.isPresent();
      if (members.filter(it -> it.contains(user)).isPresent()) {
        in.add(group);
      }
    }
    var member = new Person(person.id(), Standing.MEMBER, in);
    boolean inDoubt = !known && !policy.panels().name(member) && !policy.mayBreakGlass(member);
    return inDoubt ? new Person(person.id(), Standing.UNKNOWN, in) : member;
  }

  /** The name that the person gave; empty when Slack does not say. Never who it is. */
  public Optional<String> name(UserId id) {
    return user(id.user())
        .flatMap(it -> Optional.ofNullable(it.getRealName()))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  /** The time zone that the person chose in Slack, or UTC if Slack does not say. */
  public ZoneId zoneOrUtc(String user) {
    return zone(user).orElse(ZoneOffset.UTC);
  }

  /** The time zone that the person chose in Slack; empty when Slack does not say. */
  Optional<ZoneId> zone(String user) {
    return user(user)
        .flatMap(it -> Optional.ofNullable(it.getTz()))
        .filter(it -> ZoneId.getAvailableZoneIds().contains(it))
        .map(ZoneId::of);
  }

  private Optional<User> user(String id) {
    return info(id).taken().flatMap(it -> Optional.ofNullable(it.getUser()));
  }

  private Sent<UsersInfoResponse> info(String user) {
    return slack.ask(Methods.USERS_INFO, it -> it.usersInfo(r -> r.user(user)));
  }

  private Standing standing(String user) {
    return switch (info(user)) {
      case Sent.Done<UsersInfoResponse>(var answer) ->
          Optional.ofNullable(answer.getUser()).map(this::standing).orElse(Standing.UNKNOWN);
      case Sent.Refused<UsersInfoResponse>(var error) when UNSEEN.contains(error) ->
          Standing.STRANGER;
      case Sent.Refused<UsersInfoResponse> _,
          Sent.Slower<UsersInfoResponse> _,
          Sent.InDoubt<UsersInfoResponse> _ ->
          Standing.UNKNOWN;
    };
  }

  private Standing standing(User user) {
    if (user.isDeleted()) {
      return Standing.DEACTIVATED;
    }
    if (user.isBot()
        || user.isAppUser()
        || user.isWorkflowBot()
        || user.isConnectorBot()
        || "USLACKBOT".equals(user.getId())) {
      return Standing.BOT;
    }
    if (user.isStranger() || !isHome(user)) {
      return Standing.STRANGER;
    }
    return user.isRestricted() || user.isUltraRestricted() || user.isInvitedUser()
        ? Standing.GUEST
        : Standing.MEMBER;
  }

  /** In an organisation a person's first workspace may be another one. */
  private boolean isHome(User user) {
    return teamId.equals(user.getTeamId())
        || Optional.ofNullable(user.getEnterpriseUser())
            .map(User.EnterpriseUser::getTeams)
            .filter(teams -> teams.contains(teamId))
            .isPresent();
  }

  /** Empty when Slack does not say. */
  private Optional<Set<String>> members(String group, Duration fresh) {
    var known = groups.get(group);
    var now = clock.instant();
    if (known != null && now.isBefore(known.at().plus(fresh)) && !now.isBefore(known.at())) {
      return Optional.of(known.users());
    }
    var answer =
        slack
            .ask(
                Methods.USERGROUPS_USERS_LIST,
                it -> it.usergroupsUsersList(r -> r.usergroup(group).includeDisabled(false)))
            .taken();
    answer.ifPresent(
        it ->
            groups.put(
                group,
                new Members(
                    Set.copyOf(Optional.ofNullable(it.getUsers()).orElse(List.of())), now)));
    if (answer.isEmpty()) {
      LOG.warn("Slack does not say who is in the user group {}; it counts as empty", group);
    }
    return answer.map(_ -> groups.get(group)).map(Members::users);
  }
}
