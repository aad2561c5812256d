package pipelinelock.evidence.insight;

import java.util.Collection;
import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;

/** The incidents of a period, from the record; those that do not hold are left out. */
public final class PastIncidents {
  private static final int FIRST = 25;
  private static final int MOST = 6_400;

  private PastIncidents() {}

  /** Those that were requested in the period, newest first in each environment. */
  public static List<Incident> of(
      Incidents incidents, Collection<EnvironmentName> environments, Period period) {
    return environments.stream()
        .flatMap(it -> of(incidents, it, period).stream())
        .filter(it -> period.holds(it.requestedAt()))
        .toList();
  }

  /** As many as reach behind the period's begin, so that a long record is not read as a whole. */
  private static List<Incident> of(
      Incidents incidents, EnvironmentName environment, Period period) {
    int limit = FIRST;
    while (true) {
      var newest = incidents.newest(environment, limit);
      // one that does not hold is not the end of the record
      boolean all =
          newest.size() < limit
              && newest.size() + incidents.doubts(environment, limit).size() < limit;
      boolean behind = !newest.isEmpty() && newest.getLast().requestedAt().isBefore(period.from());
      if (all || behind || limit >= MOST) {
        return newest;
      }
      limit *= 4;
    }
  }
}
