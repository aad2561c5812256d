package pipelinelock.incident;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/**
 * What can still be read of an incident whose record is not proved: for people, who must go on
 * without the bot. The bot does nothing for it.
 *
 * @param what what is wrong, as a clause that names the first bad event by number and kind
 * @param environment the environment, according to the record; not proved
 * @param sound the state after the last proved event; empty if not even the request is
 * @param after the unproved events behind that one, as they are stored: {@code 5 started}
 */
public record UnprovenSummary(
    IncidentId id,
    String what,
    Optional<EnvironmentName> environment,
    Optional<Incident> sound,
    List<String> after) {
  public UnprovenSummary {
    after = List.copyOf(after);
  }
}
