package pipelinelock.concourse;

import java.util.List;
import java.util.Map;

/**
 * Whom Concourse takes the bot for ({@code GET /api/v1/user}).
 *
 * @param admin may do everything in every team
 * @param teams the roles in each team, {@code main} to {@code [pipeline-operator]}
 */
public record Account(String name, boolean admin, Map<String, List<String>> teams) {
  public Account {
    teams = Map.copyOf(teams);
  }
}
