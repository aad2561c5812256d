package pipelinelock.incident;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;

/**
 * Where acts on incidents meet the rules and the record: reads the state, decides, appends, and
 * decides again when somebody else was faster. Listeners hear of every change after it is on disk.
 */
public final class Incidents {
  private final IncidentRecord record;
  private final InstantSource clock;
  private final Freezes freezes;
  private final List<Consumer<IncidentId>> listeners = new CopyOnWriteArrayList<>();

  /** Without freezes. */
  public Incidents(IncidentRecord record, InstantSource clock) {
    this(record, clock, Freezes.none());
  }

  public Incidents(IncidentRecord record, InstantSource clock, Freezes freezes) {
    this.record = record;
    this.clock = clock;
    this.freezes = freezes;
  }

  /** Why nothing new may begin just now; empty when it may. */
  public Optional<Refused> frozen() {
    return freezes.refusal();
  }

  /** What came of an act: the decision, and the state after it. */
  public record Result(Decision decision, Incident incident) {}

  /** Calls back after every change, in the thread that made it: the callback must be quick. */
  public void onChange(Consumer<IncidentId> listener) {
    listeners.add(listener);
  }

  /** Begins an incident, or says which one is in the way. */
  public Result request(IncidentEvent.Requested request) {
    while (true) {
      var begun = record.begin(request);
      if (begun.isPresent()) {
        changed(begun.get());
        return new Result(new Accepted(List.of(request)), begun.get());
      }
      var other = record.openIn(request.environment());
      if (other.isPresent()) {
        return new Result(inTheWay(other.get()), other.get());
      }
    }
  }

  /** The refusal of a request while another incident is open. */
  public static Refused inTheWay(Incident other) {
    return new Refused(
        Code.ACTIVE_INCIDENT,
        "%s already has %s open, and an environment has one incident at a time. Join its thread, or end it first with `/pipeline-lock cancel %s`."
            .formatted(other.environment(), other.id(), other.environment()));
  }

  /** Decides on the newest state, and records what was accepted. */
  public Optional<Result> act(
      IncidentId id, BiFunction<Incident, java.time.Instant, Decision> rule) {
    while (true) {
      var found = record.find(id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      var decision = rule.apply(found.get(), clock.instant());
      if (!(decision instanceof Accepted(var events)) || events.isEmpty()) {
        return Optional.of(new Result(decision, found.get()));
      }
      var appended = record.append(found.get(), events);
      if (appended.isPresent()) {
        changed(appended.get());
        return Optional.of(new Result(decision, appended.get()));
      }
    }
  }

  /**
   * Adds events that were decided on exactly this state.
   *
   * @return the new state; empty when the state had moved on: read again
   */
  public Optional<Incident> append(Incident decidedOn, List<IncidentEvent> events) {
    var appended = record.append(decidedOn, events);
    appended.ifPresent(this::changed);
    return appended;
  }

  public Optional<Incident> find(IncidentId id) {
    return record.find(id);
  }

  public List<Recorded> events(IncidentId id) {
    return record.events(id);
  }

  public Optional<Incident> openIn(EnvironmentName environment) {
    return record.openIn(environment);
  }

  public List<IncidentId> open() {
    return record.open();
  }

  /** Which ones one person started alone, and a second one has to review; none is read. */
  public List<IncidentId> idsOpenForReview() {
    return record.openForReview();
  }

  /** Those that one person started alone, and that a second one has to review. */
  public List<Incident> openForReview() {
    return record.openForReview().stream().flatMap(id -> find(id).stream()).toList();
  }

  public List<Incident> newest(EnvironmentName environment, int limit) {
    return record.newest(environment, limit);
  }

  /** Whether it ended longer ago than that. */
  public boolean isOverFor(Duration time, Incident incident) {
    var since = clock.instant().minus(time);
    return incident.phase() instanceof Phase.Closed closed && closed.at().isBefore(since);
  }

  /** Why {@link #find} does not find it. */
  public String unknown(IncidentId id) {
    return record.archived(id).map(ArchivedIncident::told).orElse("There is no %s.".formatted(id));
  }

  public List<ArchivedIncident> archivedOf(EnvironmentName environment) {
    return record.archivedOf(environment);
  }

  /** Tells the listeners of a change that another node made. */
  public void heard(IncidentId id) {
    listeners.forEach(listener -> listener.accept(id));
  }

  private void changed(Incident incident) {
    heard(incident.id());
  }
}
