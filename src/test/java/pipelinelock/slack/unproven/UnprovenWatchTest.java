package pipelinelock.slack.unproven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pipelinelock.incident.IncidentExamples.approved;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.channel.Announcements;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.Part;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.watch.WatchTurns;

/** That people are notified of a record that does not hold, wherever they look, and once. */
@Execution(ExecutionMode.CONCURRENT)
class UnprovenWatchTest {
  private static final String CHANNEL = SimulatedSlack.INCIDENTS;
  private static final String SECOND = "C0SECURITY";
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final IncidentEvent FORGED = approved(Story.user(Persona.CLEO));

  private Desk desk;
  private final List<UnprovenWatch> watches = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    watches.forEach(UnprovenWatch::close);
    desk.close();
  }

  private UnprovenWatch watch(WatchTurns turns) {
    var watch =
        new UnprovenWatch(
            desk.incidents,
            turns,
            new Places(desk.ledger, Map.of(Story.DEV04, CHANNEL), name -> Optional.of(SECOND)),
            new UnprovenWatch.Slack(desk.channels(), desk.ledger, new Banner(Optional.empty())),
            new UnprovenCard(
                Map.of(Story.DEV04, new ByHand("concourse", "cf-deploy")), List.of("s3://worm")),
            PAUSE);
    watches.add(watch);
    watch.start();
    return watch;
  }

  /** The thread of an incident is known to hang on this message. */
  private String begunThread(IncidentId id) {
    new Announcements(desk.channels(), new Banner(Optional.of("REHEARSAL")))
        .say(CHANNEL, "INC-1 · dev04");
    var root = SlackScreen.of(desk.slack).messages(CHANNEL).getFirst().ts();
    desk.ledger.save(id, new Posted(Part.ROOT, CHANNEL, root, "digest"));
    return root;
  }

  private static void awaitSize(int size, java.util.function.Supplier<List<SlackMessage>> told) {
    await().untilAsserted(() -> assertThat(told.get()).hasSize(size));
  }

  @Test
  void itIsToldInTheThreadAndInTheSecondChannelWithWhatToDo() {
    var id = desk.play(Story.requested().started().recreating());
    var root = begunThread(id);
    long next = desk.incidents.events(id).size() + 1L;
    desk.forges(id, FORGED);
    watch(WatchTurns.SOLE);
    awaitSize(1, () -> SlackScreen.of(desk.slack).replies(CHANNEL, root));
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(SECOND));
    assertThat(SlackScreen.of(desk.slack).replies(CHANNEL, root).getFirst().text())
        .contains(
            "The record of INC-1 in dev04 does not hold: the bot does nothing for it",
            "event %d (approved) does not fit its hash".formatted(next),
            "nothing else can begin in dev04",
            "The last event that holds is number %d".formatted(next - 1),
            "There it runs",
            "After it the record says, without proof: %d approved".formatted(next),
            "record verify",
            "s3://worm",
            "bosh -e dev04 -d concourse tasks --recent=30",
            "fly -t dev04 builds -p cf-deploy")
        .doesNotContain("\nbosh -e dev04 -d concourse recreate");
    assertThat(SlackScreen.of(desk.slack).messages(SECOND).getFirst().text())
        .isEqualTo(SlackScreen.of(desk.slack).replies(CHANNEL, root).getFirst().text());
  }

  @Test
  void withoutAThreadItIsToldInTheEnvironmentsChannel() {
    var id = desk.play(Story.requested());
    desk.forges(id, FORGED);
    watch(WatchTurns.SOLE);
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(CHANNEL));
  }

  @Test
  void whoeverMeetsItWakesTheTellingAlsoOfOneThatIsOver() {
    var id = desk.play(Story.requested().started().recreating().ended());
    watch(WatchTurns.SOLE);
    desk.forges(id, FORGED);
    assertThat(desk.incidents.newest(Story.DEV04, 5)).isEmpty();
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(CHANNEL));
  }

  @Test
  void itIsNotToldAgainByARestartNorByAnotherNode() {
    var id = desk.play(Story.requested());
    desk.forges(id, FORGED);
    var first = watch(WatchTurns.SOLE);
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(SECOND));
    first.close();
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    var second = watch(_ -> asked.incrementAndGet() < 0);
    desk.ledger.save(id, new Posted("unproven", CHANNEL, "1", "something else"));
    await().until(() -> asked.get() > 2);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL))
        .as("another node has the turn")
        .hasSize(1);
    second.close();
  }

  @Test
  void aPostWhoseNoteWasLostIsFoundAndNotRepeated() {
    var id = desk.play(Story.requested());
    desk.forges(id, FORGED);
    watch(WatchTurns.SOLE);
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(SECOND));
    await().until(() -> desk.ledger.posted(id).size() == 2);
    watches.getFirst().close();
    desk.forgets(id, "unproven");
    desk.forgets(id, "unproven-beside");
    watch(WatchTurns.SOLE);
    await().until(() -> desk.ledger.posted(id).size() == 2);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(1);
    assertThat(SlackScreen.of(desk.slack).messages(SECOND)).hasSize(1);
  }

  @Test
  void aLostAnswerOfSlackMakesNoSecondPost() {
    var id = desk.play(Story.requested());
    desk.forges(id, FORGED);
    SlackFaults.of(desk.slack).failNext("chat.postMessage", new SlackFault.AnswerLost());
    watch(WatchTurns.SOLE);
    await().until(() -> desk.ledger.posted(id).size() == 2);
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(1);
  }

  @Test
  void aChangeIsToldAndThatItHoldsAgainToo() {
    var id = desk.play(Story.requested());
    long next = desk.incidents.events(id).size() + 1L;
    desk.forges(id, FORGED);
    watch(WatchTurns.SOLE);
    awaitSize(1, () -> SlackScreen.of(desk.slack).messages(CHANNEL));
    desk.unforges(id, next);
    awaitSize(2, () -> SlackScreen.of(desk.slack).messages(CHANNEL));
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL).getLast().text())
        .startsWith("The record of INC-1 holds again");
    desk.forges(id, FORGED);
    awaitSize(3, () -> SlackScreen.of(desk.slack).messages(CHANNEL));
  }
}
