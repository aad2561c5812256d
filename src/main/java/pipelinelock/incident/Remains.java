package pipelinelock.incident;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/**
 * What can still be read of an incident whose record does not hold: for people, who have to go on
 * without the bot. Nothing may be done for it.
 *
 * @param what what does not hold, as a clause that names the first bad event by number and kind
 * @param environment where it is, as far as the record says it; nobody proves it
 * @param sound the state after the last event that holds; empty where not even the request does
 * @param after the events behind that one, as they are stored and unproven: {@code 5 started}
 */
public record Remains(
    IncidentId id,
    String what,
    Optional<EnvironmentName> environment,
    Optional<Incident> sound,
    List<String> after) {
  public Remains {
    after = List.copyOf(after);
  }
}
