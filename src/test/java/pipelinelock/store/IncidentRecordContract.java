package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.request;
import static pipelinelock.incident.IncidentExamples.requested;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.ForbiddenHistories;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;
import pipelinelock.store.ledger.SqlMutes;
import pipelinelock.store.ledger.SqlRequestLedger;
import pipelinelock.store.ledger.SqlThreadLedger;
import pipelinelock.store.node.Heartbeat;
import pipelinelock.store.node.SqlLeases;

/** What the record promises, whichever database keeps it. */
abstract class IncidentRecordContract {
  private Database database;
  private SqlIncidentRecord record;

  /** The same database each time within one test, empty at its beginning. */
  abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatOnePersonStartedAloneIsFoundUntilItIsReviewed() {
    var request =
        request(
            PolicyBuilder.like(TWO_OTHERS)
                .breakGlass(
                    new BreakGlass(
                        new Approvers(Set.of(BEN), Set.of()), "C0SECURITY", Duration.ofHours(24)))
                .build());
    var incident = record.begin(request).orElseThrow();
    incident =
        record
            .append(
                incident, List.of(new GlassBroken(BEN, "nobody is there")), incident.recordedAt())
            .get();
    assertThat(record.openForReview()).as("not before its end").isEmpty();
    incident = record.append(incident, List.of(new Lapsed(List.of())), incident.recordedAt()).get();
    assertThat(record.open()).isEmpty();
    assertThat(record.openForReview()).containsExactly(incident.id());
    incident =
        record
            .append(incident, List.of(new ReviewReminded()), NOON.plus(Duration.ofHours(24)))
            .get();
    assertThat(record.openForReview()).containsExactly(incident.id());
    record.append(incident, List.of(new Reviewed(CLEO, "it was right")), incident.recordedAt());
    assertThat(record.openForReview()).isEmpty();
  }

  @Test
  void anEnvironmentHasOneOpenIncident() {
    var first = record.begin(request(TWO_OTHERS)).orElseThrow();
    assertThat(record.begin(request(TWO_OTHERS))).isEmpty();
    assertThat(record.append(first, List.of(new Rejected(BEN, "no")), first.recordedAt()))
        .isPresent();
    assertThat(record.openIn(DEV04)).isEmpty();
    assertThat(record.begin(request(TWO_OTHERS)).orElseThrow().id()).isEqualTo(new IncidentId(2));
    assertThat(record.newest(DEV04, 10)).extracting(IncidentId::number).containsExactly(2L, 1L);
  }

  @Test
  void whoeverAppendsSecondHasToDecideAgain() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    assertThat(record.append(incident, List.of(approved(BEN)), incident.recordedAt())).isPresent();
    assertThat(record.append(incident, List.of(approved(CLEO)), incident.recordedAt())).isEmpty();
  }

  /** What a record may say of one incident, in the order and at the times in which it may. */
  private record History(
      ApprovalPolicy policy, List<IncidentEvent> soon, List<IncidentEvent> later) {}

  private static List<History> histories() {
    var run = new ArrayList<IncidentEvent>(List.of(approved(BEN), new Revoked(BEN)));
    run.addAll(LawfulEvents.start());
    run.add(
        new NoteAdded(
            BEN,
            Instant.parse("2026-11-24T09:42:00Z"),
            "it was slow",
            Optional.of(CLEO),
            Optional.of("https://example.com/p1")));
    run.addAll(LawfulEvents.doneBefore(3, RUNBOOK));
    run.addAll(
        List.of(
            new Noted("note"),
            new StepIntended(3, "pipeline-lock:INC-1:step-4:1a2b3c4d"),
            new AnswerLost(3, "the Director did not answer within 30 s"),
            new TaskAccepted(3, 260183),
            new TaskSaid(3, 260183, 0, 12, "{\"\u00fcn\u00ef\":\"\\u0000\"}\n"),
            new CancelAsked(ANA),
            new TaskEnded(3, 260183, "done", Optional.of("/deployments/concourse")),
            new StepEnded(3, StepOutcome.DONE, "done"),
            new Ended(Outcome.CANCELLED, "stopped", List.of("release the lock"))));
    var glass =
        new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0SECURITY", Duration.ofHours(24));
    var reminded =
        PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of())
            .requestExpires(Duration.ofDays(2))
            .reminder(Optional.of(new Reminder(Duration.ofMinutes(5), Optional.empty())))
            .build();
    return List.of(
        new History(TWO_OTHERS, run, List.of()),
        new History(
            PolicyBuilder.like(TWO_OTHERS).breakGlass(glass).build(),
            List.of(
                new GlassBroken(BEN, "nobody is there"), new Lapsed(List.of("It is FREE.", "b"))),
            List.of(new ReviewReminded(), new Reviewed(CLEO, "it was right"))),
        new History(reminded, List.of(), List.of(new Reminded(), new Withdrawn(ANA))),
        new History(TWO_OTHERS, List.of(), List.of(new Expired())),
        new History(
            TWO_OTHERS,
            List.of(new CardChanged(CLEO, "request", "4".repeat(64)), new Rejected(BEN, "")),
            List.of()));
  }

  @Test
  void everyEventIsReadBackAsItWasWritten() {
    var types = new HashSet<Class<?>>();
    for (var history : histories()) {
      var begun = record.begin(request(history.policy())).orElseThrow();
      var soon = record.append(begun, history.soon(), NOON).orElseThrow();
      assertThat(record.append(soon, history.later(), NOON.plus(Duration.ofDays(1)))).isPresent();
      var events = record.events(begun.id()).stream().map(Recorded::event).toList();
      assertThat(events)
          .isEqualTo(
              Stream.of(List.of(request(history.policy())), history.soon(), history.later())
                  .flatMap(List::stream)
                  .toList());
      events.forEach(event -> types.add(event.getClass()));
    }
    assertThat(types).isEqualTo(Set.of(IncidentEvent.class.getPermittedSubclasses()));
  }

  /** As one who may write to the database, and knows how its hashes are made. */
  private void forge(long incident, List<Recorded> events) {
    String previous = HashChain.START;
    for (var event : events) {
      previous = forge(incident, event, previous);
    }
  }

  private String forge(long incident, Recorded event, String previous) {
    var body = EventJson.write(event.event());
    var type = EventJson.type(event.event());
    var entry = new Entry(incident, event.sequence(), event.at(), type, body);
    var hash = HashChain.hash(previous, entry);
    database.write(sql -> EventRows.insert(sql, entry, hash));
    return hash;
  }

  @Test
  void whatTheRulesCannotHaveLetHappenIsNeitherActedOnNorCalledWhole() {
    var forbidden = List.copyOf(ForbiddenHistories.ALL.entrySet());
    for (int i = 0; i < forbidden.size(); i++) {
      long number = i + 1;
      database.write(
          sql ->
              sql.execute(
                  "insert into incident (number, environment) values (?, 'dev04')", number));
      forge(number, forbidden.get(i).getValue().events());
    }
    var problems = CopyCheck.of(RecordSource.of(database)).report().problems();
    assertThat(problems).hasSize(forbidden.size());
    for (int i = 0; i < forbidden.size(); i++) {
      var id = new IncidentId(i + 1);
      var offence = "event %d ".formatted(forbidden.get(i).getValue().offence());
      assertThat(problems.get(i)).as(forbidden.get(i).getKey()).startsWith(id + ": " + offence);
      assertThatThrownBy(() -> record.find(id))
          .as(forbidden.get(i).getKey())
          .isInstanceOf(UnprovenRecord.class)
          .hasMessageContaining(offence);
      assertThatThrownBy(() -> record.events(id)).isInstanceOf(UnprovenRecord.class);
    }
  }

  @Test
  void aRowThatDoesNotFitItsHashStopsTheIncident() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    var started = new Recorded(incident.id(), 2, NOON, new Started(HUNG), "unused");
    forge(1, started, "somebody knows no hash of before");
    assertThatThrownBy(() -> record.find(incident.id()))
        .isInstanceOf(UnprovenRecord.class)
        .hasMessageStartingWith(
            "the record of INC-1 does not hold: event 2 (started) does not fit its hash");
    assertThat(record.append(incident, List.of(approved(BEN)), NOON))
        .as("nothing is added to it")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rowAttacks")
  void whateverIsDoneToARowTheFirstBadEventIsNamedAndWhatIsBeforeItIsRead(String attack) {
    var one = rejected();
    rejected();
    assertThat(record.find(one)).as("proved before, and proved again after it").isPresent();
    var forged = Objects.requireNonNull(RowAttacks.ALL.get(attack));
    database.write(
        sql -> {
          unguardRows().forEach(sql::execute);
          return sql.execute(forged.sql());
        });
    assertThatThrownBy(() -> record.find(one))
        .isInstanceOfSatisfying(
            UnprovenRecord.class, it -> assertThat(it.incident()).isEqualTo(one))
        .hasMessageContaining(forged.offence());
    var remains = record.remains(one).orElseThrow();
    assertThat(remains.what()).startsWith(forged.offence());
    assertThat(remains.environment()).contains(DEV04);
    assertThat(remains.sound().map(Incident::sequence).orElse(0L)).isEqualTo(forged.sound());
    assertThat(remains.after()).isNotEmpty();
    assertThat(record.remains(new IncidentId(2))).as("the other one holds").isEmpty();
  }

  static Stream<String> rowAttacks() {
    return RowAttacks.ALL.keySet().stream();
  }

  private IncidentId rejected() {
    var begun = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(begun, List.of(approved(CLEO), new Rejected(BEN, "no")), NOON);
    return begun.id();
  }

  @Test
  void whatIsStoredUnderAnotherNameStopsTheIncident() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    var before = record.events(incident.id()).getFirst().hash();
    var entry = new Entry(1, 2, NOON, "approved", EventJson.write(new Rejected(BEN, "no")));
    database.write(sql -> EventRows.insert(sql, entry, HashChain.hash(before, entry)));
    assertThatThrownBy(() -> record.find(incident.id()))
        .isInstanceOf(UnprovenRecord.class)
        .hasMessageContaining("event 2 is stored as 'approved', but is 'rejected'");
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems())
        .containsExactly("INC-1: event 2 is stored as 'approved', but is 'rejected'");
  }

  @Test
  void anIncidentThatIsSaidToBeArchivedAndIsThereStopsToo() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    var before = record.events(incident.id()).getFirst().hash();
    var stone = new Tombstone(DEV04, NOON, "archive.jsonl", before);
    var entry = new Entry(1, 2, NOON, Tombstone.TYPE, stone.body());
    database.write(sql -> EventRows.insert(sql, entry, HashChain.hash(before, entry)));
    assertThatThrownBy(() -> record.find(incident.id())).isInstanceOf(UnprovenRecord.class);
  }

  @Test
  void anIncidentThatWasTakenFromTheListOfOpenOnesIsStillInTheWay() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    database.write(sql -> sql.execute("delete from open_incident"));
    assertThatThrownBy(() -> record.begin(request(TWO_OTHERS)))
        .isInstanceOf(UnprovenRecord.class)
        .hasMessageContaining(incident.id().toString());
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems())
        .containsExactly("INC-1: it is open by its events, but not in the database");
  }

  @Test
  void whatStandsBesideTheEventsHasToFollowFromThem() {
    var first = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(first, List.of(new Rejected(BEN, "no")), NOON);
    database.write(
        sql -> {
          sql.execute("update incident set environment = 'prod'");
          sql.execute("insert into open_incident (environment, incident) values ('dev04', 1)");
          return sql.execute("insert into open_review (incident) values (1)");
        });
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems())
        .containsExactly(
            "INC-1: the database has it in 'prod', but its events say dev04",
            "INC-1: it is open in the database, but its events end it",
            "INC-1: it waits for a review in the database, but not by its events");
  }

  @Test
  void whatStandsBesideTheEventsIsMadeRightAtTheStartAndTold() {
    var ended = record.begin(request(TWO_OTHERS)).orElseThrow();
    record.append(ended, List.of(new Rejected(BEN, "no")), NOON);
    var open = record.begin(request(TWO_OTHERS)).orElseThrow();
    database.write(
        sql -> {
          sql.execute("update incident set environment = 'prod' where number = 2");
          sql.execute("update open_incident set incident = 1");
          return sql.execute("insert into open_review (incident) values (1)");
        });
    var upkeep = new RecordUpkeep(database, InstantSource.fixed(NOON));
    assertThat(upkeep.run())
        .containsExactly(
            "INC-1: it is open in the database, but its events end it; it was corrected",
            "INC-1: it waits for a review in the database, but not by its events; it was corrected",
            "INC-2: the database has it in 'prod', but its events say dev04; it was corrected",
            "INC-2: it is open by its events, but not in the database; it was corrected");
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems()).isEmpty();
    assertThat(record.openIn(DEV04).orElseThrow().id()).isEqualTo(open.id());
    assertThat(record.openIn(DEV04).orElseThrow().lastNote().orElseThrow())
        .contains("Somebody other than the bot", "corrected", "'prod'");
    assertThat(new RecordUpkeep(database, InstantSource.fixed(NOON)).run()).isEmpty();
  }

  @Test
  void whatCannotBePutRightAtTheStartIsTold() {
    record.begin(request(TWO_OTHERS));
    database.write(
        sql -> {
          sql.execute("insert into incident (number, environment) values (2, 'prod')");
          sql.execute(
              "insert into watch_mute (environment, team, member, begins_at, ends_at, reason)"
                  + " values ('dev04', 'T1', 'U1', 0, 4102444800000, '')");
          return sql.execute(
              "insert into incident_event (incident, sequence, at, type, body, hash)"
                  + " values (1, 2, 0, 'started', '{}', 'made up')");
        });
    var found = new RecordUpkeep(database, InstantSource.fixed(NOON)).run();
    assertThat(found)
        .hasSize(3)
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).contains("the record of INC-1 does not hold: event 2"),
            it -> assertThat(it).contains("Nothing is left of INC-2"),
            it -> assertThat(it).contains("dev04 was muted for longer than allowed"));
    assertThat(new SqlMutes(database).now(NOON)).isEmpty();
  }

  @Test
  void theTriggersOfTheRecordAreMadeAnewAtTheStartHoweverTheyWereTakenAway() {
    record.begin(request(TWO_OTHERS));
    assertThat(new RecordUpkeep(database, InstantSource.fixed(NOON)).run())
        .as("what the migrations made is what has to be there")
        .isEmpty();
    for (var attack : withoutGuards()) {
      database.write(sql -> sql.execute(attack));
      assertThat(CopyCheck.of(RecordSource.of(database)).report().problems())
          .as(attack)
          .anyMatch(it -> it.contains("which guards the record"));
      assertThat(new RecordUpkeep(database, InstantSource.fixed(NOON)).run())
          .as(attack)
          .isNotEmpty()
          .allMatch(it -> it.endsWith("; it was recreated"));
      assertThat(new RecordUpkeep(database, InstantSource.fixed(NOON)).run()).isEmpty();
      refusesToForget();
    }
  }

  @Test
  void aTriggerThatIsNotTheBotsIsTold() {
    foreignTrigger().forEach(line -> database.write(sql -> sql.execute(line)));
    assertThat(new RecordUpkeep(database, InstantSource.fixed(NOON)).run())
        .containsExactly("The table incident_event has a trigger that is not the bot's: helper");
  }

  /** Ways to take the database's own guards away, each by itself. */
  abstract List<String> withoutGuards();

  /** Lets anybody change and delete events. */
  abstract List<String> unguardRows();

  /** Makes a trigger {@code helper} on the table of events. */
  abstract List<String> foreignTrigger();

  @Test
  void aFreezeThatDoesNotHoldCountsAsOne() {
    var freezes = new SqlFreezes(database, InstantSource.fixed(NOON));
    freezes.change(true, BEN, "the Director");
    var thawed =
        new Entry(0, 2, NOON, "unfrozen", "{\"team\":\"T1\",\"user\":\"U0ANA\",\"reason\":\"\"}");
    database.write(sql -> EventRows.insert(sql, thawed, "0".repeat(64)));
    assertThat(freezes.current()).containsInstanceOf(Freeze.Unproven.class);
    assertThatThrownBy(() -> freezes.change(false, BEN, "")).hasMessageContaining("does not hold");
  }

  @Test
  void twoFreezesInARowAreNoHistory() {
    var freezes = new SqlFreezes(database, InstantSource.fixed(NOON));
    freezes.change(true, BEN, "the Director");
    var first = database.read(EventRows::freezes).getFirst();
    var again = new Entry(0, 2, NOON, first.entry().type(), first.entry().body());
    database.write(sql -> EventRows.insert(sql, again, HashChain.hash(first.hash(), again)));
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems())
        .containsExactly("the freezes: event 2 is 'frozen', but should be 'unfrozen'");
    assertThat(freezes.current()).containsInstanceOf(Freeze.Unproven.class);
  }

  @Test
  void everyStepIsReadBackAsItWasWritten() {
    var steps = new ArrayList<Step>(RUNBOOK.steps());
    steps.add(new Step.ReleaseLock("create-cloudfoundry", "lock", "5b07861c", "37daa81d"));
    steps.add(new Step.UnpausePipeline("create-cloudfoundry"));
    steps.add(new Step.LookAgain());
    steps.add(new Step.GiveBack(Set.of(4L, 5L), Optional.of("5b07861c")));
    steps.add(new Step.GiveBack(Set.of(), Optional.empty()));
    steps.add(new Step.ReleaseAgain(Set.of(5190L)));
    steps.add(new Step.StartDeployment("pipeline-lock"));
    steps.add(new Step.FollowDeployment());
    steps.add(new Step.FollowRun());
    assertThat(steps.stream().map(Object::getClass).distinct())
        .as("every type of step is in this list")
        .hasSize(Step.class.getPermittedSubclasses().length);
    var request = requested(DEV04, ANA, "why it is needed", HUNG, new Plan(steps), TWO_OTHERS);
    var id = record.begin(request).orElseThrow().id();
    assertThat(record.events(id).getFirst().event()).isEqualTo(request);
  }

  @Test
  void theRecordSurvivesAReopening() {
    var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
    assertThat(record.append(incident, List.of(approved(BEN)), incident.recordedAt())).isPresent();
    database.close();
    open();
    assertThat(record.openIn(DEV04).orElseThrow().approvals()).hasSize(1);
    assertThat(record.open()).containsExactly(incident.id());
  }

  @Test
  void whatIsRecordedCannotBeChangedOrDeleted() {
    record.begin(request(TWO_OTHERS));
    refusesToForget();
  }

  private void refusesToForget() {
    assertThatThrownBy(() -> database.write(sql -> sql.execute("delete from incident_event")))
        .hasMessageContaining("append-only");
    assertThatThrownBy(
            () -> database.write(sql -> sql.execute("update incident_event set body = '{}'")))
        .hasMessageContaining("append-only");
  }

  @Test
  void twoApprovalsAtTheSameInstantAreBothCountedAndTheThirdIsNot() throws Exception {
    var incidents = new Incidents(record, InstantSource.fixed(NOON));
    var id = incidents.request(request(TWO_OTHERS)).incident().id();
    var people =
        List.of(BEN, CLEO, new UserId("T1", "U0DAN"), new UserId("T1", "U0EVE"), BEN, CLEO);
    var start = new CyclicBarrier(people.size());
    var clicks = new ArrayList<Callable<Boolean>>();
    for (var user : people) {
      clicks.add(
          () -> {
            start.await();
            var result =
                incidents.act(
                    id,
                    (i, now) ->
                        IncidentRules.approve(i, member(user, "S0ONCALL"), Optional.empty(), now));
            return result.orElseThrow().decision() instanceof Accepted;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long accepted = 0;
      for (var click : threads.invokeAll(clicks)) {
        accepted += click.get() ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(2);
    }
    var after = incidents.find(id).orElseThrow();
    assertThat(after.approvals().stream().map(approval -> approval.by()).distinct()).hasSize(2);
    assertThat(after.phase()).isInstanceOf(Phase.Approved.class);
  }

  @Test
  void requestsOfTheSameInstantGetNumbersOfTheirOwn() throws Exception {
    var environments = List.of("dev04", "dev05", "dev06", "dev07", "dev04", "dev05");
    var start = new CyclicBarrier(environments.size());
    var asks = new ArrayList<Callable<Optional<Incident>>>();
    for (var name : environments) {
      asks.add(
          () -> {
            start.await();
            return record.begin(requestIn(name));
          });
    }
    var begun = new ArrayList<Incident>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var asked : threads.invokeAll(asks)) {
        asked.get().ifPresent(begun::add);
      }
    }
    assertThat(begun).extracting(it -> it.environment().value()).hasSize(4).doesNotHaveDuplicates();
    assertThat(begun).extracting(it -> it.id().number()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(record.open()).hasSize(4);
  }

  private static IncidentEvent.Requested requestIn(String environment) {
    var like = request(TWO_OTHERS);
    return requested(
        new EnvironmentName(environment),
        like.by(),
        like.reason(),
        like.evidence(),
        like.plan(),
        like.policy());
  }

  @Test
  void theLedgerRemembersTheNewestOfEachPart() {
    var id = record.begin(request(TWO_OTHERS)).orElseThrow().id();
    var ledger = new SqlThreadLedger(database);
    ledger.save(id, new Posted("root", "C1", "1.1", "a"));
    ledger.save(id, new Posted("root", "C1", "1.1", "b"));
    ledger.save(id, new Posted("request", "C1", "1.2", "c"));
    assertThat(ledger.posted(id))
        .containsExactlyInAnyOrder(
            new Posted("root", "C1", "1.1", "b"), new Posted("request", "C1", "1.2", "c"));
    assertThat(ledger.incidentAt("C1", "1.1")).contains(id);
    assertThat(ledger.incidentAt("C2", "1.1")).isEmpty();
    assertThat(ledger.incidentAt("C1", "1.3")).isEmpty();
  }

  @Test
  void aFreezeHoldsOverAReopeningAndEndsOnce() {
    var freezes = new SqlFreezes(database, InstantSource.fixed(NOON));
    assertThat(freezes.current()).isEmpty();
    assertThat(freezes.change(false, BEN, "")).as("not frozen").isFalse();
    assertThat(freezes.change(true, BEN, "the \"Director\"")).isTrue();
    assertThat(freezes.change(true, CLEO, "again")).as("frozen already").isFalse();
    database.close();
    open();
    freezes = new SqlFreezes(database, InstantSource.fixed(NOON));
    assertThat(freezes.current()).contains(new Freeze.Ordered(BEN, NOON, "the \"Director\""));
    assertThat(freezes.change(false, CLEO, "")).isTrue();
    assertThat(freezes.current()).isEmpty();
    assertThat(CopyCheck.of(RecordSource.of(database)).report().problems()).isEmpty();
    assertThat(CopyCheck.of(RecordSource.of(database)).report().events()).isEqualTo(2);
    assertThatThrownBy(() -> database.write(sql -> sql.execute("delete from freeze_event")))
        .hasMessageContaining("append-only");
  }

  private SqlLeases node(String name) {
    var leases = new SqlLeases(database, name, Ticker.systemTicker(), Heartbeat.REAL);
    leases.beat();
    return leases;
  }

  @Test
  void anIncidentHasOneNodeHoweverManyReachForIt() throws Exception {
    var id = record.begin(request(TWO_OTHERS)).orElseThrow().id();
    var nodes = List.of(node("a"), node("b"), node("c"), node("d"));
    var start = new CyclicBarrier(nodes.size());
    var reaches = new ArrayList<Callable<Boolean>>();
    for (var node : nodes) {
      reaches.add(
          () -> {
            start.await();
            return node.take(id);
          });
    }
    long taken = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reach : threads.invokeAll(reaches)) {
        taken += reach.get() ? 1 : 0;
      }
    }
    assertThat(taken).isEqualTo(1);
    assertThat(nodes.stream().filter(node -> node.holds(id))).hasSize(1);
  }

  @Test
  void aLeaseThatWasHandedOverIsFreeAndLeavesNoDoubt() {
    var id = record.begin(request(TWO_OTHERS)).orElseThrow().id();
    var a = node("a");
    var b = node("b");
    assertThat(a.take(id)).isTrue();
    assertThat(b.take(id)).isFalse();
    a.leave();
    assertThat(a.holds(id)).isFalse();
    assertThat(b.take(id)).isTrue();
    assertThat(b.isInDoubt(id)).isFalse();
    b.release(id);
    assertThat(b.holds(id)).isFalse();
  }

  @Test
  void anAbandonedIncidentIsFreeAndInDoubt() {
    var id = record.begin(request(TWO_OTHERS)).orElseThrow().id();
    var a = node("a");
    var b = node("b");
    assertThat(a.take(id)).isTrue();
    b.abandon(id);
    assertThat(a.holds(id)).as("only the one that has it can leave it").isTrue();
    a.abandon(id);
    assertThat(b.take(id)).isTrue();
    assertThat(b.isInDoubt(id)).isTrue();
  }

  @Test
  void aNodeThatLostItsRowHasNothingUntilItTakesItAnew() {
    var id = record.begin(request(TWO_OTHERS)).orElseThrow().id();
    var a = node("a");
    var b = node("b");
    assertThat(a.take(id)).isTrue();
    database.write(sql -> sql.execute("delete from node where name = 'a'"));
    assertThat(a.holds(id)).isFalse();
    assertThat(a.take(id)).as("taken by one that is not there").isFalse();
    assertThat(b.take(id)).isTrue();
    assertThat(b.isInDoubt(id)).as("a may still wake").isTrue();
    a.beat();
    assertThat(a.take(id)).isFalse();
    b.leave();
    assertThat(a.take(id)).isTrue();
    assertThat(a.isInDoubt(id)).as("doubt stays").isTrue();
  }

  @Test
  void aRequestIsNewOnceWhateverProcessAsks() {
    var requests = new SqlRequestLedger(database);
    assertThat(requests.isNew("v0=1", NOON)).isTrue();
    assertThat(requests.isNew("v0=2", NOON)).isTrue();
    var hour = NOON.plus(Duration.ofHours(1));
    assertThat(requests.isNew("v0=1", hour)).as("Slack delivers again for so long").isFalse();
    var later = NOON.plus(Duration.ofMinutes(71));
    assertThat(requests.isNew("v0=1", later)).as("its signature is stale").isTrue();
    try (var other = openDatabase()) {
      assertThat(new SqlRequestLedger(other).isNew("v0=1", later.plusSeconds(1))).isFalse();
    }
  }

  @Test
  void oneOfManyAtOnceIsNew() throws Exception {
    var requests = new SqlRequestLedger(database);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> asking = () -> requests.isNew("v0=1", NOON);
      var answers = threads.invokeAll(Collections.nCopies(40, asking));
      assertThat(answers).map(Future::get).filteredOn(isNew -> isNew).hasSize(1);
    }
  }
}
