package pipelinelock.slack.thread;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.Weather;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.runbook.platform.UsualTime;
import pipelinelock.slack.Desk;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.Story;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.card.Watch;

@Execution(ExecutionMode.CONCURRENT)
class ThreadPublisherTest {
  private static final PostingLimits FAST =
      new PostingLimits(
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(200));
  private static final String CHANNEL = SimulatedSlack.INCIDENTS;

  private Desk desk;
  private ThreadPublisher publisher;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    publisher = publisher(FAST, desk.ledger, desk.posts());
  }

  @AfterEach
  void close() {
    publisher.close();
    desk.close();
  }

  private ThreadPublisher publisher(PostingLimits tempo, ThreadLedger ledger, SlackPosts posts) {
    return new ThreadPublisher(
        desk.incidents,
        ledger,
        Map.of(Story.DEV04, CHANNEL),
        ThreadExamples.of(
            IncidentThreadTest::transcript, IncidentThreadTest.BY_HAND, KnownPeople.OF_THE_STORY),
        desk.noDirects(),
        posts,
        new Banner(Optional.of("REHEARSAL")),
        tempo,
        IncidentLeases.SOLE,
        desk.shown,
        ThreadWatch.NONE);
  }

  /** The root and its replies, in order. */
  private List<SlackMessage> thread() {
    var roots = SlackScreen.of(desk.slack).messages(CHANNEL);
    return roots.isEmpty()
        ? List.of()
        : Stream.concat(
                roots.stream(),
                SlackScreen.of(desk.slack).replies(CHANNEL, roots.getFirst().ts()).stream())
            .toList();
  }

  private List<String> parts() {
    return thread().stream()
        .map(
            message ->
                message
                    .metadata()
                    .map(it -> it.path("event_payload").path("part").asText())
                    .or(() -> SlackScreen.of(desk.slack).fileOf(message.ts()).map(_ -> "log"))
                    .orElse("unknown"))
        .toList();
  }

  /** Waits until Slack shows exactly what the record says. */
  private void thenTheThreadIsComplete(IncidentId id) {
    var desired = desired(id);
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              assertThat(parts()).isEqualTo(desired.stream().map(Part::name).toList());
              assertThat(thread().stream().map(SlackMessage::text))
                  .isEqualTo(
                      desired.stream().map(it -> "REHEARSAL · " + it.message().text()).toList());
            });
  }

  @Test
  void aWholeIncidentIsToldInOrderWithEveryBlockAccepted() {
    publisher.start();
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    desk.play(Story.requested().started());
    desk.play(Story.requested().started().recreating());
    desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
    assertThat(thread().stream().filter(it -> SlackScreen.of(desk.slack).fileOf(it.ts()).isEmpty()))
        .allSatisfy(it -> assertThat(it.blocks()).isNotEmpty());
    assertThat(thread().getFirst().text()).contains("INC-1 · dev04 · completed");
  }

  @Test
  void whatEndedLongAgoIsNotToldAnewWhereTheLedgerDoesNotKnowIt() {
    desk.play(Story.requested().started().recreating().ended());
    desk.passes(Duration.ofDays(8));
    publisher.start();
    var id = desk.play(Story.requested());
    assertThat(id.number()).isEqualTo(2);
    thenTheThreadIsComplete(id);
    publisher.close();
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(1);
  }

  @Test
  void aNoteOnWhatEndedLongAgoTellsNoWholeThreadWhereTheLedgerDoesNotKnowIt() {
    var old = desk.play(Story.requested().started().recreating().ended());
    desk.passes(Duration.ofDays(8));
    publisher.start();
    desk.append(
        old,
        new IncidentEvent.NoteAdded(
            Story.BEN, Story.AT, "it was the disk", Optional.empty(), Optional.empty()));
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    publisher.close();
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(1);
  }

  @Test
  void whatEndedLongAgoIsToldToItsEndWhereItsThreadWasBegun() {
    publisher.start();
    var id = desk.play(Story.requested().started().recreating());
    thenTheThreadIsComplete(id);
    publisher.close();
    desk.play(Story.requested().started().recreating().ended());
    desk.passes(Duration.ofDays(8));
    publisher = publisher(FAST, desk.ledger, desk.posts());
    publisher.start();
    thenTheThreadIsComplete(id);
  }

  @Test
  void aSilentTaskIsToldAnewAsTimePassesAndNoMoreOnceItIsOver() {
    publisher.close();
    var usual = new UsualTime(Duration.ofMinutes(7), Duration.ofMinutes(9), 5);
    var watch = new Watch(desk.clock, (_, _) -> usual, Duration.ofMillis(40));
    publisher =
        new ThreadPublisher(
            desk.incidents,
            desk.ledger,
            Map.of(Story.DEV04, CHANNEL),
            ThreadExamples.of(
                IncidentThreadTest::transcript,
                IncidentThreadTest.BY_HAND,
                KnownPeople.OF_THE_STORY,
                watch),
            desk.noDirects(),
            desk.posts(),
            new Banner(Optional.of("REHEARSAL")),
            FAST,
            IncidentLeases.SOLE,
            desk.shown,
            ThreadWatch.NONE);
    publisher.start();
    var id = desk.play(Story.requested().started().recreating());
    await().until(() -> card().contains("1 min 11 s of about 7 min (median of 5 earlier runs)"));
    desk.passes(Duration.ofMinutes(3));
    await().until(() -> card().contains("4 min 11 s of about 7 min"));
    desk.passes(Duration.ofMinutes(8));
    await().until(() -> card().contains("3 min 11 s longer than the longest of 5 earlier runs"));
    desk.append(id, new IncidentEvent.TaskEnded(2, 260183, "done", Optional.empty()));
    await().until(() -> card().contains("being checked"));
    desk.play(Story.requested().started().recreating().ended());
    await().until(() -> parts().contains("end"));
    assertThat(card()).contains("*done* after").doesNotContain("usual", "longer");
  }

  private String card() {
    return thread().stream()
        .map(SlackMessage::text)
        .filter(it -> it.contains("Task 260183 |"))
        .findFirst()
        .orElse("");
  }

  @Test
  void anAnswerThatIsLostDoesNotTellItTwice() {
    publisher.start();
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.AnswerLost());
    SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.Status(503));
    SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.AnswerLost());
    SlackFaults.of(desk.slack).failNext("chat.update", new SlackFault.AnswerLost());
    desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
    assertThat(SlackScreen.of(desk.slack).calls("conversations.replies")).isPositive();
  }

  @Test
  void theCardForTheDayWithoutTheBotIsPinnedWhileSomethingRuns() {
    publisher.start();
    var id = desk.play(Story.requested().started().recreating());
    thenTheThreadIsComplete(id);
    await().until(() -> pinned().size() == 1);
    assertThat(pinned().getFirst().text())
        .contains("If the bot is gone: finish INC-1", "bosh -e dev04 task 260183");
    desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
    assertThat(pinned()).isEmpty();
    assertThat(SlackScreen.of(desk.slack).calls("pins.add")).isEqualTo(1);
    assertThat(SlackScreen.of(desk.slack).calls("pins.remove")).isEqualTo(1);
    assertThat(SlackScreen.of(desk.slack).files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo("INC-1-log.txt");
              assertThat(file.content()).contains("STEP 3 DONE", "Director task 260183");
            });
  }

  /** What the channel for break-glass shows. */
  private List<SlackMessage> alarms() {
    return SlackScreen.of(desk.slack).messages("C0SECURITY");
  }

  /** The database is gone at the moment when Slack has the message. */
  @Test
  void whatCouldNotBeNotedIsLookedForBeforeItIsSentAgain() {
    var left = new AtomicInteger(4);
    var ledger =
        new ThreadLedger() {
          @Override
          public List<Posted> posted(IncidentId incident) {
            return desk.ledger.posted(incident);
          }

          @Override
          public Optional<IncidentId> incidentAt(String channel, String ts) {
            return desk.ledger.incidentAt(channel, ts);
          }

          @Override
          public void save(IncidentId incident, Posted posted) {
            if (left.get() > 0 && left.getAndDecrement() % 2 == 0) {
              throw new RecordUnavailable("the connection broke", new IllegalStateException());
            }
            desk.ledger.save(incident, posted);
          }
        };
    publisher = publisher(FAST, ledger, desk.posts());
    publisher.start();
    desk.play(Story.requested());
    await().until(() -> left.get() == 0 && parts().containsAll(List.of("root", "request")));
    assertThat(parts()).doesNotHaveDuplicates();
    assertThat(SlackScreen.of(desk.slack).messages(SimulatedSlack.INCIDENTS)).hasSize(1);
  }

  @Test
  void aBrokenGlassIsToldInItsChannelOnceAndEditedThere() {
    publisher.start();
    SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.AnswerLost());
    var id = desk.play(Story.brokenGlass());
    await().until(() -> parts().contains("end") && alarms().size() == 1);
    await().until(() -> alarms().getFirst().text().contains("completed, open for review"));
    publisher.close();
    desk.append(id, new IncidentEvent.Reviewed(Story.CLEO, "quite justified"));
    publisher = publisher(FAST, desk.ledger, desk.posts());
    publisher.start(); // what came while no bot was there is told too
    await().until(() -> alarms().getFirst().text().contains("quite justified"));
    await().until(() -> parts().contains("event-" + desk.incidents.events(id).size()));
    assertThat(alarms()).hasSize(1);
    assertThat(alarms().getFirst().actions()).isEmpty();
  }

  @Test
  void anAlarmWhoseAnswerWasLostIsFoundAgainInItsChannel() {
    publisher.start();
    var id = desk.play(Story.brokenGlass());
    await().until(() -> alarms().size() == 1 && parts().contains("end"));
    publisher.close();
    desk.forgets(id, "alarm-2"); // as after a crash between the post and the note of it
    publisher = publisher(FAST, desk.ledger, desk.posts());
    publisher.start();
    desk.append(id, new IncidentEvent.Reviewed(Story.CLEO, "quite justified"));
    await().until(() -> alarms().getFirst().text().contains("quite justified"));
    assertThat(alarms()).hasSize(1);
  }

  @Test
  void aChannelThatRefusesTheAlarmDoesNotHoldUpTheThread() {
    publisher.start();
    var id = desk.play(Story.brokenGlass("C0ARCHIVED"));
    await().until(() -> parts().contains("end"));
    desk.append(id, new IncidentEvent.Reviewed(Story.CLEO, "quite justified"));
    await().until(() -> parts().contains("event-" + desk.incidents.events(id).size()));
    assertThat(SlackScreen.of(desk.slack).messages("C0ARCHIVED")).isEmpty();
    await("it is not tried for ever")
        .until(() -> desk.ledger.posted(id).stream().anyMatch(it -> it.part().equals("alarm-2")));
  }

  @Test
  void theThreadOfAnArchivedIncidentIsLeftAsItIs() {
    var id = desk.play(Story.requested().started().recreating().ended());
    desk.archive("2026.jsonl");
    var posts = desk.posts();
    var upkeep =
        new ThreadPublisher.Upkeep(
            ThreadExamples.of(
                IncidentThreadTest::transcript,
                IncidentThreadTest.BY_HAND,
                KnownPeople.OF_THE_STORY),
            desk.noDirects(),
            posts,
            new ThreadSearch(posts, desk.ledger),
            new Banner(Optional.empty()),
            FAST,
            new NextTurns(),
            IncidentLeases.SOLE,
            desk.shown,
            ThreadWatch.NONE);
    var keeper =
        new ThreadKeeper(
            id, true, desk.incidents, desk.ledger, upkeep, Map.of(Story.DEV04, CHANNEL));
    assertThat(keeper.advance()).as("nothing is left to do").isEmpty();
    assertThat(keeper.isOver()).isTrue();
    assertThat(thread()).isEmpty();
  }

  private List<SlackMessage> pinned() {
    return thread().stream().filter(SlackMessage::pinned).toList();
  }

  @Test
  void anAppWithoutTheNewScopesDoesWithoutPinAndFile() {
    publisher.start();
    SlackFaults.of(desk.slack).failNext("pins.add", new SlackFault.Refused("missing_scope"));
    SlackFaults.of(desk.slack)
        .failNext("files.getUploadURLExternal", new SlackFault.Refused("missing_scope"));
    var id = desk.play(Story.requested().started().recreating().ended());
    await().until(() -> parts().contains("end"));
    desk.append(
        id,
        new IncidentEvent.NoteAdded(
            Story.BEN, Story.AT, "afterwards", Optional.empty(), Optional.empty()));
    await().until(() -> thread().stream().anyMatch(it -> it.text().contains("`afterwards`")));
    assertThat(pinned()).isEmpty();
    assertThat(parts()).doesNotContain("log").endsWith("timeline", "end");
  }

  /** As behind a firewall that lets Slack through, and not the host that takes its files. */
  @Test
  void aThreadWhoseFileCannotBeUploadedHasItsEndAllTheSame() {
    for (int i = 0; i < 100; i++) {
      SlackFaults.of(desk.slack).failNext("files.completeUploadExternal", new SlackFault.Cut());
    }
    publisher.start();
    desk.play(Story.requested().started().recreating().ended());
    await().until(() -> parts().contains("end"));
    assertThat(parts()).doesNotContain("log");
  }

  @Test
  void anUploadIsDoneOnceWhateverItsStepsMeet() {
    publisher.start();
    SlackFaults.of(desk.slack).failNext("files.getUploadURLExternal", new SlackFault.AnswerLost());
    SlackFaults.of(desk.slack).failNext("files.completeUploadExternal", new SlackFault.Status(503));
    SlackFaults.of(desk.slack)
        .failNext("files.completeUploadExternal", new SlackFault.AnswerLost());
    var id = desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
    assertThat(SlackScreen.of(desk.slack).files()).hasSize(1);
  }

  @Test
  void anOutageBlocksNobodyAndTheThreadCatchesUp() {
    publisher.start();
    for (int i = 0; i < 6; i++) {
      SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.Status(500));
    }
    var id = desk.play(Story.requested().started().recreating().ended());
    assertThat(desk.incidents.find(id).orElseThrow().isOpen()).isFalse();
    thenTheThreadIsComplete(id);
  }

  @Test
  void retryAfterIsObeyed() {
    publisher.start();
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.RateLimited(Duration.ofSeconds(1)));
    long before = System.nanoTime();
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    assertThat(SlackScreen.of(desk.slack).calls("chat.postMessage")).isEqualTo(3);
  }

  @Test
  void manyChangesBecomeFewEdits() {
    publisher.close();
    publisher =
        publisher(
            new PostingLimits(
                Duration.ofMillis(300),
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                Duration.ofMillis(200)),
            desk.ledger,
            desk.posts());
    publisher.start();
    var id = desk.play(Story.requested().started().recreating());
    thenTheThreadIsComplete(id);
    int edits = SlackScreen.of(desk.slack).calls("chat.update");
    for (int i = 0; i < 40; i++) {
      desk.passes(Duration.ofSeconds(1));
      var said =
          new IncidentEvent.TaskSaid(2, 260183, Story.LOG.length() + i, 1, "line " + i + "\n");
      desk.append(id, said);
    }
    thenTheThreadIsComplete(id);
    assertThat(SlackScreen.of(desk.slack).calls("chat.update") - edits).isBetween(1, 8);
  }

  @Test
  void aRestartGoesOnWhereTheThreadEnds() {
    publisher.start();
    var id = desk.play(Story.requested().started());
    thenTheThreadIsComplete(id);
    publisher.close();
    desk.play(Story.requested().started().recreating().ended());
    publisher = publisher(FAST, desk.ledger, desk.posts());
    publisher.start();
    thenTheThreadIsComplete(id);
  }

  @Test
  void aPartThatTheLedgerForgotIsFoundInTheThread() {
    publisher.start();
    var id = desk.play(Story.requested().started());
    thenTheThreadIsComplete(id);
    publisher.close();
    int posts = SlackScreen.of(desk.slack).calls("chat.postMessage");
    var root = desk.ledger.posted(id).stream().filter(it -> it.part().equals("root")).toList();
    publisher = publisher(FAST, new Forgetful(root), desk.posts());
    publisher.start();
    desk.play(Story.requested().started().recreating());
    thenTheThreadIsComplete(id);
    assertThat(SlackScreen.of(desk.slack).calls("chat.postMessage") - posts).isEqualTo(3);
  }

  /** A ledger that was lost but for what it is given. */
  private static final class Forgetful implements ThreadLedger {
    private final Map<String, Posted> posted = new java.util.concurrent.ConcurrentHashMap<>();

    Forgetful(List<Posted> known) {
      known.forEach(it -> posted.put(it.part(), it));
    }

    @Override
    public List<Posted> posted(IncidentId incident) {
      return List.copyOf(posted.values());
    }

    @Override
    public Optional<IncidentId> incidentAt(String channel, String ts) {
      return Optional.empty();
    }

    @Override
    public void save(IncidentId incident, Posted it) {
      posted.put(it.part(), it);
    }
  }

  @Test
  void refusedBlocksAreToldAsTextAndAMissingChannelIsTriedAgain() {
    publisher.start();
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("not_in_channel"));
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("invalid_blocks"));
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    assertThat(thread().getFirst().blocks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12, 15, 17, 18})
  void anAnswerThatIsLostAtAnyPostIsFoundByItsLabel(int lost) {
    publisher.start();
    var calls = new AtomicInteger();
    SlackFaults.of(desk.slack)
        .weather(
            () ->
                calls.incrementAndGet() == lost
                    ? Optional.of(new SlackFault.AnswerLost())
                    : Optional.empty());
    var id = desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).as("root posts").hasSize(1);
    assertThat(SlackScreen.of(desk.slack).calls("conversations.history"))
        .isEqualTo(lost == 1 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void onABadDayTheThreadIsCompleteInOrderAndWithoutDoubles(long seed) {
    publisher.start();
    SlackFaults.of(desk.slack).weather(new Weather(seed, 50));
    var id = desk.play(Story.requested());
    desk.play(Story.requested().started());
    desk.play(Story.requested().started().recreating());
    desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsComplete(id);
  }

  /** Slack puts a reply to what is gone into the channel itself, without an error. */
  @Test
  void aThreadWhoseFirstMessageIsGoneIsBegunAnewAndSaysSo() {
    publisher.start();
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    thread().reversed().forEach(it -> desk.slack.workspace().remove(it.ts()));
    desk.play(Story.requested().started());
    thenTheThreadIsToldAgain(id);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL))
        .as("the reply beside it, and the root")
        .hasSize(2);
    publisher.close();
    publisher = publisher(FAST, desk.ledger, desk.posts());
    publisher.start();
    desk.play(Story.requested().started().recreating().ended());
    thenTheThreadIsToldAgain(id);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(2);
  }

  @Test
  void aThreadThatSlackDoesNotFindIsBegunAnew() {
    publisher.start();
    var id = desk.play(Story.requested());
    thenTheThreadIsComplete(id);
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("thread_not_found"));
    desk.play(Story.requested().started());
    thenTheThreadIsToldAgain(id);
  }

  @Test
  void whereSlackLosesEachThreadTheFourthIsTheLast() {
    desk.play(Story.requested());
    var told = new PostedParts(Story.ID, desk.ledger, desk.shown);
    var parts = List.of(new Part(Part.ROOT, pipelinelock.slack.message.Message.sentence("Words.")));
    for (int i = 0; i < 3; i++) {
      assertThat(told.mayBeginAnew()).isTrue();
      desk.ledger.save(Story.ID, new ThreadLedger.Posted(Part.ROOT, CHANNEL, "1." + i, "x"));
      told.beginAnew(CHANNEL, parts);
      assertThat(told.known()).doesNotContainKey(Part.ROOT);
    }
    assertThat(told.mayBeginAnew()).isFalse();
  }

  /** What the record says that the thread shows. */
  private List<Part> desired(IncidentId id) {
    var events = desk.incidents.events(id);
    return ThreadExamples.of(
            IncidentThreadTest::transcript, IncidentThreadTest.BY_HAND, KnownPeople.OF_THE_STORY)
        .parts(pipelinelock.incident.Incident.of(events), events);
  }

  private void thenTheThreadIsToldAgain(IncidentId id) {
    var desired = desired(id);
    await()
        .untilAsserted(
            () -> {
              assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).isNotEmpty();
              var root = SlackScreen.of(desk.slack).messages(CHANNEL).getLast();
              assertThat(root.text()).contains("This one repeats all of it.");
              assertThat(SlackScreen.of(desk.slack).replies(CHANNEL, root.ts()))
                  .extracting(SlackMessage::text)
                  .isEqualTo(
                      desired.stream()
                          .skip(1)
                          .map(it -> "REHEARSAL · " + it.message().text())
                          .toList());
            });
  }

  @Test
  void anotherAppsMessageIsNeverTakenForOurs() {
    var slack = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    slack.start();
    try (var line =
        new SlackConnection(Desk.config(slack.baseUrl() + "/api/"), new OkHttpClient())) {
      slack.stubFor(
          post(urlEqualTo("/api/conversations.history"))
              .willReturn(okJson(messages("root", "6.6", "A0EVIL"))));
      assertThat(Desk.posts(line).findRoot(CHANNEL, Story.ID)).isEqualTo(new Sent.Done<>(Map.of()));
    } finally {
      slack.stop();
    }
  }

  private static String messages(String part, String ts, String app) {
    return """
        {"ok":true,"messages":[
          {"type":"message","ts":"0.9","text":"hello","user":"U0ANA"},
          {"type":"message","ts":"%s","app_id":"%s","text":"x","metadata":
            {"event_type":"pipeline_lock_incident",
             "event_payload":{"incident":"INC-1","part":"%s"}}}]}
        """
        .formatted(ts, app, part);
  }
}
