package pipelinelock.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.store.RecordIndex.Gist;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.RecordTrigger;
import pipelinelock.store.database.SqlFailures;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;
import pipelinelock.watch.Mute;

/**
 * Compares what is stored next to the chains with the chains when the bot starts: which incidents
 * are open, where, and which wait for a review; the triggers that guard the record; mutes. What
 * follows from the events is repaired and reported, because somebody other than the bot changed it.
 */
public final class RecordUpkeep {
  private final Database database;
  private final InstantSource clock;
  private final SequencedSet<String> found = new LinkedHashSet<>();

  public RecordUpkeep(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Looks at everything, and says what was wrong and what was done about it, a sentence each. */
  public List<String> run() {
    renewGuards();
    var numbers = database.read(RecordUpkeep::numbers);
    // What is open by mistake is closed first: its environment has room for one.
    mend(numbers, incident -> !incident.isOpen());
    mend(numbers, Incident::isOpen);
    database.read(RecordUpkeep::emptyOnes).stream()
        .map(number -> "Nothing is left of %s, which must have existed".formatted(number))
        .forEach(found::add);
    endLongMutes();
    return List.copyOf(found);
  }

  private void renewGuards() {
    for (var problem : database.read(RecordUpkeep::guardProblems)) {
      found.add(problem.what() + problem.guard().map(this::renewed).orElse(""));
    }
  }

  private record GuardProblem(String what, Optional<RecordTrigger> guard) {}

  private static List<GuardProblem> guardProblems(Handle sql) {
    var problems = new ArrayList<GuardProblem>();
    var present = RecordTrigger.present(sql);
    for (var guard : RecordTrigger.required(sql)) {
      var there = present.remove(guard.name());
      if (!guard.equals(there)) {
        problems.add(
            new GuardProblem(
                "The trigger %s, which guards the record, %s"
                    .formatted(guard.name(), there == null ? "is missing" : "was changed"),
                Optional.of(guard)));
      }
    }
    for (var other : present.values()) {
      problems.add(
          new GuardProblem(
              "The table %s has a trigger that is not the bot's: %s"
                  .formatted(other.table(), other.name()),
              Optional.empty()));
    }
    return problems;
  }

  /**
   * What is wrong with the triggers, a sentence each; nothing of a record that an earlier version
   * made and that is only read.
   */
  static List<String> problemsOfGuards(Handle sql) {
    return hasTheseGuards(sql)
        ? guardProblems(sql).stream().map(GuardProblem::what).toList()
        : List.of();
  }

  /** Since the tenth migration the triggers are what they are now. */
  private static boolean hasTheseGuards(Handle sql) {
    return sql.createQuery("select count(*) from flyway_schema_history where version = '10'")
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private String renewed(RecordTrigger guard) {
    try {
      database.write(
          sql -> {
            guard.renew(sql);
            return true;
          });
      return "; it was recreated";
    } catch (JdbiException e) {
      return "; it could not be recreated: " + SqlFailures.reason(e);
    }
  }

  private static List<Long> numbers(Handle sql) {
    return sql.createQuery(
            "select distinct incident from incident_event where type <> :archived order by incident")
        .bind("archived", Tombstone.TYPE)
        .mapTo(Long.class)
        .list();
  }

  private static List<IncidentId> emptyOnes(Handle sql) {
    return sql.createQuery(
            "select number from incident i where not exists"
                + " (select 1 from incident_event e where e.incident = i.number) order by number")
        .mapTo(Long.class)
        .map(IncidentId::new)
        .list();
  }

  private void mend(List<Long> numbers, Predicate<Incident> wanted) {
    var index = database.read(RecordIndex::of);
    for (long number : numbers) {
      try {
        database
            .read(sql -> proved(sql, number))
            .filter(wanted)
            .filter(incident -> !index.differences(List.of(Gist.of(incident)), List.of()).isEmpty())
            .ifPresent(_ -> mend(number));
      } catch (UnreadableRecord e) {
        found.add(e.getMessage());
      }
    }
  }

  private static Optional<Incident> proved(Handle sql, long number) {
    return RecordProof.of(new IncidentId(number), EventRows.of(sql, number))
        .map(RecordProof::incident);
  }

  private record Mended(Incident incident, List<String> differences, boolean done) {}

  /** Looks again as of one moment: another node may have changed both meanwhile. */
  private void mend(long number) {
    var mended =
        database.write(
            sql -> {
              var incident = proved(sql, number).orElseThrow();
              var differences =
                  RecordIndex.of(sql).differences(List.of(Gist.of(incident)), List.of());
              return new Mended(
                  incident, differences, differences.isEmpty() || mended(sql, incident));
            });
    for (var difference : mended.differences()) {
      found.add(
          difference
              + (mended.done()
                  ? "; it was corrected"
                  : "; it stays, because another incident is in the way"));
    }
    if (mended.done() && mended.incident().isOpen()) {
      note(mended.incident(), mended.differences());
    }
  }

  private static boolean mended(Handle sql, Incident incident) {
    long number = incident.id().number();
    String environment = incident.environment().value();
    sql.execute("update incident set environment = ? where number = ?", environment, number);
    sql.execute("delete from open_incident where incident = ?", number);
    sql.execute("delete from open_review where incident = ?", number);
    if (BreakGlassRules.isOpenForReview(incident)) {
      SqlIncidentRecord.openReview(sql, incident.id());
    }
    if (!incident.isOpen()) {
      return true;
    }
    int opened =
        sql.execute(
            "insert into open_incident (environment, incident) values (?, ?)"
                + " on conflict (environment) do nothing",
            environment,
            number);
    if (opened == 0) {
      sql.rollback();
    }
    return opened == 1;
  }

  /** So whoever follows the incident learns that somebody changed the database. */
  private void note(Incident incident, List<String> differences) {
    var why =
        "Somebody other than the bot changed the record's database. The bot corrected this incident's entry from its events: %s."
            .formatted(String.join("; ", differences));
    new SqlIncidentRecord(database, clock)
        .append(incident, List.of(new Noted(why)), incident.notBefore(clock.instant()));
  }

  /** Nothing in the record shows mutes; but the bot makes none that is so long. */
  private void endLongMutes() {
    var muted =
        database.write(
            sql -> {
              var environments =
                  sql.createQuery(
                          "select environment from watch_mute where ends_at - begins_at > :longest")
                      .bind("longest", Mute.LONGEST.toMillis())
                      .mapTo(String.class)
                      .list();
              environments.forEach(
                  it -> sql.execute("delete from watch_mute where environment = ?", it));
              return environments;
            });
    for (var environment : muted) {
      found.add("%s was muted for longer than allowed; the mute was ended".formatted(environment));
    }
  }
}
