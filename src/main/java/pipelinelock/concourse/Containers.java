package pipelinelock.concourse;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.concourse.Wire.ContainerJson;
import pipelinelock.concourse.Wire.TeamJson;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Container;

/** The containers of every team in which the bot has a role. Concourse lists them team by team. */
final class Containers {
  private final Session session;
  private final String team;

  Containers(Session session, String team) {
    this.session = session;
    this.team = team;
  }

  /**
   * Those of the pipeline's team are asked for while it is asked in which others there is a role.
   */
  List<Container> all(Supplier<Account> account) {
    var own = Parallel.start(() -> of(team));
    var others = new TreeSet<>(teams(account.get()));
    others.remove(team);
    var theirs = Parallel.map(List.copyOf(others), this::of).stream().flatMap(List::stream);
    return Stream.concat(own.get().stream(), theirs).toList();
  }

  private Collection<String> teams(Account account) {
    return account.admin() ? allTeams() : account.seenTeams();
  }

  /** An admin sees every team, whatever its roles. */
  private List<String> allTeams() {
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
