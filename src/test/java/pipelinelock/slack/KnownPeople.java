package pipelinelock.slack;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.environment.UserId;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;

/**
 * A workspace of which all is known: everybody is a member but for those who are named otherwise.
 *
 * @param groups ids of the members by the group's id; of any other group nothing is known
 * @param others the standing of those who are no members
 */
public record KnownPeople(Map<String, Set<UserId>> groups, Map<UserId, Standing> others)
    implements Electorate {
  /** As the stories need them: Ana is in a group as well, and Ben is named twice. */
  public static final KnownPeople OF_THE_STORY =
      new KnownPeople(
          Map.of(
              "S0APPROVERS", Set.of(Story.ANA, Story.BEN, Story.CLEO),
              "S0SECURITY", Set.of(Story.CLEO, new UserId(Story.TEAM, "U0FAY"))),
          Map.of());

  @Override
  public Roll roll(ApprovalPolicy policy) {
    var named = new HashSet<>(policy.panels().first().users());
    policy.panels().second().ifPresent(it -> named.addAll(it.users()));
    var wanted = policy.panels().groups();
    wanted.forEach(it -> named.addAll(groups.getOrDefault(it, Set.of())));
    return new Roll(
        named, wanted.stream().filter(it -> !groups.containsKey(it)).collect(Collectors.toSet()));
  }

  @Override
  public Person person(UserId id, ApprovalPolicy policy) {
    var in =
        policy.groups().stream()
            .filter(it -> groups.getOrDefault(it, Set.of()).contains(id))
            .collect(Collectors.toSet());
    return new Person(id, others.getOrDefault(id, Standing.MEMBER), in);
  }

  @Override
  public UserId member(String user) {
    return new UserId(Story.TEAM, user);
  }
}
