package pipelinelock.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.incident.UnprovenSummary;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.FreeTexts;

/** The record in SQL tables: one row an event, unique on incident and sequence. */
public final class SqlIncidentRecord implements IncidentRecord {
  private final Database database;
  private final InstantSource clock;
  private final ProofCache proofs = new ProofCache();

  public SqlIncidentRecord(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Incident> begin(IncidentEvent.Requested request) {
    while (true) {
      var attempt = database.write(sql -> begin(sql, request));
      if (!attempt.numberWasTaken()) {
        return attempt.incident();
      }
    }
  }

  private record Attempt(Optional<Incident> incident, boolean numberWasTaken) {}

  private Attempt begin(Handle sql, IncidentEvent.Requested request) {
    var environment = request.environment().value();
    long number =
        sql.createQuery("select coalesce(max(number), 0) + 1 from incident")
            .mapTo(Long.class)
            .one();
    int numbered =
        sql.execute(
            "insert into incident (number, environment) values (?, ?)"
                + " on conflict (number) do nothing",
            number,
            environment);
    int opened =
        numbered == 0
            ? 0
            : sql.execute(
                "insert into open_incident (environment, incident) values (?, ?)"
                    + " on conflict (environment) do nothing",
                environment,
                number);
    if (opened == 0) {
      sql.rollback();
      return new Attempt(Optional.empty(), numbered == 0);
    }
    refuseBesideAnotherOpenOne(sql, environment, number);
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var recorded = insert(sql, new IncidentId(number), Last.NONE, List.of(request), at);
    return new Attempt(recorded.map(Incident::of), false);
  }

  /** The events show what is open; the index that the insert asks may have been changed. */
  private static void refuseBesideAnotherOpenOne(Handle sql, String environment, long number) {
    sql.createQuery(
            "select min(i.number) from incident i where i.environment = :environment"
                + " and i.number <> :number and not exists (select 1 from incident_event e"
                + " where e.incident = i.number and e.type in (<ends>))")
        .bind("environment", environment)
        .bind("number", number)
        .bindList("ends", EventJson.ENDS)
        .mapTo(Long.class)
        .findOne()
        .ifPresent(
            other -> {
              throw new UnprovenRecord(
                  new IncidentId(other),
                  "it is open by its events, but the list of open incidents lacks it");
            });
  }

  @Override
  public Optional<Incident> append(Incident decidedOn, List<IncidentEvent> events, Instant at) {
    if (!at.equals(decidedOn.notBefore(at))) {
      throw new IllegalArgumentException(
          "an event of %s cannot follow one of %s".formatted(at, decidedOn.recordedAt()));
    }
    return database.write(sql -> append(sql, decidedOn, events, at));
  }

  private Optional<Incident> append(
      Handle sql, Incident decidedOn, List<IncidentEvent> events, Instant at) {
    var last = last(sql, decidedOn.id());
    if (last.sequence() != decidedOn.sequence()) {
      return Optional.empty();
    }
    var appended = insert(sql, decidedOn.id(), last, events, at);
    if (appended.isEmpty()) {
      sql.rollback();
      return Optional.empty();
    }
    var incident = decidedOn;
    for (var recorded : appended.get()) {
      incident = incident.on(recorded);
    }
    index(sql, incident);
    return Optional.of(incident);
  }

  /** Keeps what has to be found without reading every event. */
  private static void index(Handle sql, Incident incident) {
    long number = incident.id().number();
    if (!incident.isOpen()) {
      sql.execute("delete from open_incident where incident = ?", number);
    }
    if (BreakGlassRules.isOpenForReview(incident)) {
      openReview(sql, incident.id());
    } else if (incident.breakGlass().isPresent()) {
      sql.execute("delete from open_review where incident = ?", number);
    }
  }

  public static void openReview(Handle sql, IncidentId id) {
    sql.execute(
        "insert into open_review (incident) values (?) on conflict (incident) do nothing",
        id.number());
  }

  /** Empty when somebody else took one of the sequence numbers meanwhile: roll back then. */
  private Optional<List<Recorded>> insert(
      Handle sql, IncidentId id, Last after, List<IncidentEvent> events, Instant at) {
    var recorded = new ArrayList<Recorded>();
    var previous = after.hash();
    long sequence = after.sequence();
    for (var said : events) {
      var event = FreeTexts.discreet(said);
      sequence++;
      var entry =
          new Entry(id.number(), sequence, at, EventJson.type(event), EventJson.write(event));
      previous = HashChain.hash(previous, entry);
      if (!EventRows.insert(sql, entry, previous)) {
        return Optional.empty();
      }
      recorded.add(new Recorded(id, sequence, at, event, previous));
    }
    return Optional.of(recorded);
  }

  private record Last(long sequence, String hash) {
    static final Last NONE = new Last(0, HashChain.START);
  }

  private static Last last(Handle sql, IncidentId id) {
    return sql.createQuery(
            "select sequence, hash from incident_event where incident = :id"
                + " order by sequence desc limit 1")
        .bind("id", id.number())
        .map((row, _) -> new Last(row.getLong("sequence"), row.getString("hash")))
        .one();
  }

  @Override
  public Optional<Incident> find(IncidentId id) {
    return proof(id).map(RecordProof::incident);
  }

  @Override
  public List<Recorded> events(IncidentId id) {
    return proof(id).map(RecordProof::events).orElse(List.of());
  }

  @Override
  public Optional<UnprovenSummary> remains(IncidentId id) {
    var links = database.read(sql -> EventRows.of(sql, id.number()));
    return RecordProof.remains(id, links, environment(id));
  }

  private Optional<EnvironmentName> environment(IncidentId id) {
    try {
      return database
          .read(
              sql ->
                  sql.createQuery("select environment from incident where number = :id")
                      .bind("id", id.number())
                      .mapTo(String.class)
                      .findOne())
          .map(EnvironmentName::new);
    } catch (IllegalArgumentException changed) {
      return Optional.empty(); // somebody wrote a word there that is no name
    }
  }

  private Optional<RecordProof> proof(IncidentId id) {
    return proofs.of(id, database.read(sql -> EventRows.of(sql, id.number())));
  }

  @Override
  public Optional<Incident> openIn(EnvironmentName environment) {
    return database
        .read(
            sql ->
                sql.createQuery("select incident from open_incident where environment = :name")
                    .bind("name", environment.value())
                    .mapTo(Long.class)
                    .findOne())
        .flatMap(number -> find(new IncidentId(number)));
  }

  @Override
  public List<IncidentId> open() {
    return numbers("select incident from open_incident order by incident", "", 0);
  }

  @Override
  public List<IncidentId> openForReview() {
    return numbers("select incident from open_review order by incident", "", 0);
  }

  @Override
  public List<IncidentId> newest(EnvironmentName environment, int limit) {
    return numbers(
        "select number from incident i where environment = :name and not exists (select 1 from"
            + " incident_event e where e.incident = i.number and e.sequence > 1"
            + " and e.type = 'archived' and not exists (select 1 from incident_event f"
            + " where f.incident = i.number and f.sequence = 1))"
            + " order by number desc limit :limit",
        environment.value(),
        limit);
  }

  @Override
  public Optional<ArchivedIncident> archived(IncidentId id) {
    return database.read(sql -> EventRows.archived(sql, "i.number = :value", id.number())).stream()
        .findFirst();
  }

  @Override
  public List<ArchivedIncident> archivedOf(EnvironmentName environment) {
    return database.read(
        sql -> EventRows.archived(sql, "i.environment = :value", environment.value()));
  }

  private List<IncidentId> numbers(String query, String environment, int limit) {
    return database.read(
        sql -> {
          var select = sql.createQuery(query);
          if (!environment.isEmpty()) {
            select.bind("name", environment).bind("limit", limit);
          }
          return select.mapTo(Long.class).map(IncidentId::new).list();
        });
  }
}
