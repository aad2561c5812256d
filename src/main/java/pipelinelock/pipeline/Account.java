package pipelinelock.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The identity that Concourse gives the bot ({@code GET /api/v1/user}).
 *
 * @param admin may do everything in every team
 * @param teams the roles in each team, {@code main} to {@code [pipeline-operator]}; other teams are
 *     invisible to the bot except for their public pipelines
 */
public record Account(String name, boolean admin, Map<String, List<String>> teams) {
  public Account {
    teams = Map.copyOf(teams);
  }

  /** Whether the bot sees all that a team does: every role from viewer on does. */
  public boolean sees(String team) {
    return admin || !teams.getOrDefault(team, List.of()).isEmpty();
  }

  /** The teams in which the bot has a role. */
  public Set<String> seenTeams() {
    return teams.keySet();
  }
}
