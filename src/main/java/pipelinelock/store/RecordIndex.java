package pipelinelock.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;

/**
 * What the database keeps next to the chains so that it can find things without reading them all.
 * It proves nothing: it must match what follows from the chains.
 *
 * @param environments of each incident, by its number
 * @param open the environment of each incident that is open, by its number
 * @param reviews incidents that wait for a review
 * @param guards what is wrong with the triggers that keep the record append-only
 */
public record RecordIndex(
    Map<Long, String> environments,
    Map<Long, String> open,
    Set<Long> reviews,
    List<String> guards) {
  /** All of an incident that the index has. */
  public record Gist(long number, String environment, boolean isOpen, boolean isForReview) {
    public static Gist of(Incident incident) {
      return new Gist(
          incident.id().number(),
          incident.environment().value(),
          incident.isOpen(),
          BreakGlassRules.isOpenForReview(incident));
    }
  }

  public RecordIndex {
    guards = List.copyOf(guards);
    environments = Map.copyOf(environments);
    open = Map.copyOf(open);
    reviews = Set.copyOf(reviews);
  }

  public static RecordIndex of(Handle sql) {
    return new RecordIndex(
        byNumber(sql, "select number as incident, environment from incident"),
        byNumber(sql, "select incident, environment from open_incident"),
        EventRows.isTable(sql, "open_review")
            ? sql.createQuery("select incident from open_review").mapTo(Long.class).set()
            : Set.of(),
        RecordUpkeep.problemsOfGuards(sql));
  }

  private static Map<Long, String> byNumber(Handle sql, String query) {
    var all = new TreeMap<Long, String>();
    sql.createQuery(query)
        .map((row, _) -> Map.entry(row.getLong("incident"), row.getString("environment")))
        .forEach(row -> all.put(row.getKey(), row.getValue()));
    return all;
  }

  /** The index that these incidents would have, in addition to those that were archived. */
  private static RecordIndex derived(Collection<Gist> incidents, List<Tombstone.Placed> archived) {
    var environments = new TreeMap<Long, String>();
    var open = new TreeMap<Long, String>();
    var reviews = new TreeSet<Long>();
    for (var incident : incidents) {
      environments.put(incident.number(), incident.environment());
      if (incident.isOpen()) {
        open.put(incident.number(), incident.environment());
      }
      if (incident.isForReview()) {
        reviews.add(incident.number());
      }
    }
    archived.forEach(it -> environments.put(it.incident(), it.stone().environment().value()));
    return new RecordIndex(environments, open, reviews, List.of());
  }

  /**
   * Where it is not what follows from the chains, a sentence each.
   *
   * @param incidents those whose chains hold; of others nothing can be said
   */
  public List<String> differences(Collection<Gist> incidents, List<Tombstone.Placed> archived) {
    var right = derived(incidents, archived);
    var problems = new ArrayList<String>();
    for (var one : new TreeMap<>(right.environments()).entrySet()) {
      long number = one.getKey();
      var id = new IncidentId(number);
      var environment = one.getValue();
      if (!environment.equals(environments.get(number))) {
        problems.add(
            "%s: the database has it in '%s', but its events say %s"
                .formatted(id, environments.getOrDefault(number, ""), environment));
      }
      if (!environment.equals(open.get(number)) && right.open().containsKey(number)) {
        problems.add("%s: it is open by its events, but not in the database".formatted(id));
      }
      if (open.containsKey(number) && !right.open().containsKey(number)) {
        problems.add("%s: it is open in the database, but its events end it".formatted(id));
      }
      if (reviews.contains(number) != right.reviews().contains(number)) {
        problems.add(
            right.reviews().contains(number)
                ? "%s: it waits for its review by its events, but not in the database".formatted(id)
                : "%s: it waits for a review in the database, but not by its events".formatted(id));
      }
    }
    return problems;
  }
}
