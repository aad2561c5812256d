package pipelinelock.concourse;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pipelinelock.concourse.Wire.ContainerJson;
import pipelinelock.concourse.Wire.TeamJson;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Container;

/**
 * The containers of every team in which the bot has a role; Concourse lists them a team at once.
 */
final class Containers {
  private final Session session;
  private final String team;

  Containers(Session session, String team) {
    this.session = session;
    this.team = team;
  }

  List<Container> of(Account account) {
    Set<String> teams = new TreeSet<>(account.admin() ? all() : account.seenTeams());
    teams.add(team);
    return Parallel.map(List.copyOf(teams), this::of).stream().flatMap(List::stream).toList();
  }

  /** An admin sees every team, whatever its roles. */
  private List<String> all() {
    var teams = session.get("listing the teams", session.at("teams").build(), TeamJson[].class);
    return Arrays.stream(teams).map(TeamJson::name).toList();
  }

  private List<Container> of(String which) {
    var containers =
        session.get(
            "listing the containers of team " + which,
            session.at("teams", which, "containers").build(),
            ContainerJson[].class);
    return Arrays.stream(containers).map(it -> it.toContainer(which)).toList();
  }
}
