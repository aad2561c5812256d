package pipelinelock.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.rules.IncidentRules;

/**
 * Applies acts on incidents: reads the state, asks the rules, appends the result, and decides again
 * if somebody else was faster. Listeners are notified of every change once it is on disk.
 */
public final class Incidents {
  private final IncidentRecord record;
  private final InstantSource clock;
  private final Freezes freezes;
  private final RecordGuard guard;
  private final List<Consumer<IncidentId>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<IncidentId>> doubters = new CopyOnWriteArrayList<>();

  /** Without freezes. */
  public Incidents(IncidentRecord record, InstantSource clock) {
    this(record, clock, Freezes.none());
  }

  public Incidents(IncidentRecord record, InstantSource clock, Freezes freezes) {
    this(record, clock, freezes, RecordGuard.NONE);
  }

  /**
   * @param guard says whether the record may be acted on
   */
  public Incidents(IncidentRecord record, InstantSource clock, Freezes freezes, RecordGuard guard) {
    this.record = record;
    this.clock = clock;
    this.freezes = freezes;
    this.guard = guard;
  }

  /** Why nothing at all may be done on this record; empty where it may. */
  public Optional<String> doubt() {
    return guard.doubt();
  }

  /** To be called before anything is done for an incident. */
  public void beforeFirstAct(IncidentId id) {
    guard.beforeFirstAct(id);
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

  /** Calls back whenever somebody meets an incident whose record does not hold; be quick. */
  public void onUnproven(Consumer<IncidentId> listener) {
    doubters.add(listener);
  }

  private <T> T proved(Supplier<T> read) {
    try {
      return read.get();
    } catch (UnprovenRecord unproven) {
      doubters.forEach(it -> it.accept(unproven.incident()));
      throw unproven;
    }
  }

  /** Begins an incident, or says which one is in the way. */
  public Result request(IncidentEvent.Requested request) {
    while (true) {
      var begun = proved(() -> record.begin(request));
      if (begun.isPresent()) {
        changed(begun.get());
        return new Result(new Accepted(List.of(request)), begun.get());
      }
      var other = openIn(request.environment());
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
  public Optional<Result> act(IncidentId id, BiFunction<Incident, Instant, Decision> rule) {
    while (true) {
      var found = find(id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      var now = found.get().notBefore(clock.instant());
      var decision = rule.apply(found.get(), now);
      if (!(decision instanceof Accepted(var events)) || events.isEmpty()) {
        return Optional.of(new Result(decision, found.get()));
      }
      var appended = record.append(found.get(), events, now);
      if (appended.isPresent()) {
        changed(appended.get());
        return Optional.of(new Result(decision, appended.get()));
      }
    }
  }

  /** Adds what was decided on exactly this state just now, as the other does. */
  public Optional<Incident> append(Incident decidedOn, List<IncidentEvent> events) {
    return append(decidedOn, events, clock.instant());
  }

  /**
   * Adds events that were decided on exactly this state.
   *
   * @param decided when; what was done meanwhile may have taken its time, and is recorded as of now
   * @return the new state; empty when the state had moved on, or time too far: read again
   */
  public Optional<Incident> append(
      Incident decidedOn, List<IncidentEvent> events, Instant decided) {
    var now = clock.instant();
    var at = decidedOn.notBefore(now.isBefore(decided) ? decided : now);
    if (IncidentRules.startsTooLate(decidedOn, events, at)) {
      return Optional.empty(); // decided again, it lapses; on record it could never be proved
    }
    var appended = record.append(decidedOn, events, at);
    appended.ifPresent(this::changed);
    return appended;
  }

  public Optional<Incident> find(IncidentId id) {
    return proved(() -> record.find(id));
  }

  public List<Recorded> events(IncidentId id) {
    return proved(() -> record.events(id));
  }

  public Optional<Incident> openIn(EnvironmentName environment) {
    return proved(() -> record.openIn(environment));
  }

  /** What is left to read of an incident whose record does not hold; empty where it holds. */
  public Optional<UnprovenSummary> remains(IncidentId id) {
    return record.remains(id);
  }

  /**
   * What there is to show of an environment's open incident.
   *
   * @param doubt why nothing else can be shown of it; a clause
   */
  public record Shown(Optional<Incident> incident, Optional<String> doubt) {}

  /**
   * The open incident for those who do not act on it: one that does not hold hides nothing else.
   */
  public Shown shownIn(EnvironmentName environment) {
    try {
      return new Shown(openIn(environment), Optional.empty());
    } catch (UnreadableRecord e) {
      return new Shown(Optional.empty(), Optional.of(e.getMessage()));
    }
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
    return record.openForReview().stream().flatMap(id -> whole(id).stream()).toList();
  }

  /** Open incidents that may be acted on. */
  public List<Incident> openOnes() {
    return open().stream().flatMap(id -> whole(id).stream()).toList();
  }

  private Optional<Incident> whole(IncidentId id) {
    try {
      return find(id);
    } catch (UnprovenRecord unproven) {
      return Optional.empty();
    }
  }

  /** Its newest incidents, newest first, but for those of which the record does not hold. */
  public List<Incident> newest(EnvironmentName environment, int limit) {
    return looked(environment, limit).whole();
  }

  /**
   * Some of the newest incidents.
   *
   * @param whole those that can be shown, newest first
   * @param doubts why each of the others cannot: its record does not hold
   */
  public record Newest(List<Incident> whole, List<String> doubts) {
    public Newest {
      whole = List.copyOf(whole);
      doubts = List.copyOf(doubts);
    }
  }

  /** Its newest incidents, whether their record holds or not; each is read once. */
  public Newest looked(EnvironmentName environment, int limit) {
    var whole = new ArrayList<Incident>();
    var doubts = new ArrayList<String>();
    for (var id : record.newest(environment, limit)) {
      try {
        find(id).ifPresent(whole::add);
      } catch (UnprovenRecord unproven) {
        doubts.add(unproven.getMessage());
      }
    }
    return new Newest(whole, doubts);
  }

  /**
   * The later incident that goes on with this one, if one of the environment's newest does.
   *
   * @param among how many of the newest are looked through
   */
  public Optional<IncidentId> continuation(Incident incident, int among) {
    return newest(incident.environment(), among).stream()
        .filter(later -> later.request().after().equals(Optional.of(incident.id())))
        .map(Incident::id)
        .min(Comparator.naturalOrder());
  }

  /** Whether it ended longer ago than that. */
  public boolean isOverFor(Duration time, Incident incident) {
    var since = clock.instant().minus(time);
    return incident.phase() instanceof Phase.Closed closed && closed.at().isBefore(since);
  }

  /** Why {@link #find} does not find it. */
  public String unknown(IncidentId id) {
    return record
        .archived(id)
        .map(ArchivedIncident::sentence)
        .orElse("There is no %s.".formatted(id));
  }

  public List<ArchivedIncident> archivedOf(EnvironmentName environment) {
    return record.archivedOf(environment);
  }

  /** Notifies the listeners of a change that another node made. */
  public void heard(IncidentId id) {
    listeners.forEach(listener -> listener.accept(id));
  }

  private void changed(Incident incident) {
    heard(incident.id());
  }
}
