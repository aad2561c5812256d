package pipelinelock.evidence.insight;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;

/**
 * The incidents of a period, from the record.
 *
 * @param incidents those that were requested in it, newest first in each environment
 * @param uncounted what is not among them
 */
public record PastIncidents(List<Incident> incidents, Uncounted uncounted) {
  private static final int FIRST = 25;
  private static final int MOST = 6_400;

  public PastIncidents {
    incidents = List.copyOf(incidents);
  }

  /**
   * What the record has of these environments and is not counted.
   *
   * @param doubtful how many of the incidents that were looked through do not hold; of those nobody
   *     can say when they were
   * @param archived how many ended in the period and are in archive files
   * @param cut the environments in which the period may hold more than are ever counted
   */
  public record Uncounted(int doubtful, int archived, List<EnvironmentName> cut) {
    public static final Uncounted NONE = new Uncounted(0, 0, List.of());

    public Uncounted {
      cut = List.copyOf(cut);
    }

    private Uncounted plus(Uncounted other) {
      return new Uncounted(
          doubtful + other.doubtful,
          archived + other.archived,
          Stream.concat(cut.stream(), other.cut.stream()).toList());
    }
  }

  public static PastIncidents of(
      Incidents incidents, Collection<EnvironmentName> environments, Period period) {
    return environments.stream()
        .map(it -> of(incidents, it, period))
        .reduce(new PastIncidents(List.of(), Uncounted.NONE), PastIncidents::plus);
  }

  private PastIncidents plus(PastIncidents other) {
    return new PastIncidents(
        Stream.concat(incidents.stream(), other.incidents.stream()).toList(),
        uncounted.plus(other.uncounted));
  }

  /** As many as reach behind the period's begin, so that a long record is not read as a whole. */
  private static PastIncidents of(Incidents incidents, EnvironmentName environment, Period period) {
    int limit = FIRST;
    while (true) {
      var looked = incidents.looked(environment, limit);
      var newest = looked.whole();
      int doubtful = looked.doubts().size();
      boolean all = newest.size() + doubtful < limit; // one that does not hold is not the end
      boolean behind = !newest.isEmpty() && newest.getLast().requestedAt().isBefore(period.from());
      if (all || behind || limit >= MOST) {
        return new PastIncidents(
            newest.stream().filter(it -> period.holds(it.requestedAt())).toList(),
            new Uncounted(
                doubtful,
                archived(incidents, environment, period),
                all || behind ? List.of() : List.of(environment)));
      }
      limit *= 4;
    }
  }

  private static int archived(Incidents incidents, EnvironmentName environment, Period period) {
    return (int)
        incidents.archivedOf(environment).stream()
            .filter(it -> !it.endedAt().isBefore(period.from()))
            .count();
  }
}
