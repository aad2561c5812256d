package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.lock.LockPlace;
import pipelinelock.rehearsal.slack.SlackScreen;

/** What people and systems get wrong: each is answered clearly, and nothing is lost or begun. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputStoryTest {
  private static final String COMMAND =
      "team_id=T0REHEARSAL&api_app_id=A0PIPELOCK&user_id=U0ANA&channel_id=C0INCIDENTS"
          + "&command=%2Fpipeline-lock&text=status+dev04";

  private SlackStory story;

  @BeforeAll
  void begin() {
    story = SlackStory.begin();
  }

  @AfterAll
  void end() {
    story.close();
  }

  @AfterEach
  void nothingWasStarted() {
    story.world().director().tap(Tap.NONE);
    story.world().concourse().tap(Tap.NONE);
    assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status dev4                      | There is no environment dev4. Did you mean dev04?
          recreate                         | recreate dev04
          recreate dev04                   | Say why
          recreate dev04 hung              | Say why
          stauts dev04                     | Did you mean /pipeline-lock status
          frobnicate                       | There is no command frobnicate
          incident INC-4711                | INC-4711
          approve                          | approve INC-
          cancel dev04                     | dev04
          """)
  void aWrongCommandIsAnsweredWithTheRightOne(String typed, String advice) {
    story.ana().types(typed);
    story.ana().isTold(advice);
  }

  @Test
  void aRequestThatSlackDidNotSignChangesNothing() {
    var now = Long.toString(Instant.now().getEpochSecond());
    int before = story.ana().toldSoFar();
    assertThat(story.forged(COMMAND, now, "v0=" + "0".repeat(64))).isEqualTo(401);
    assertThat(story.forged(COMMAND, now, "")).isEqualTo(401);
    assertThat(story.forged(COMMAND, "soon", "v0=" + "0".repeat(64))).isEqualTo(401);
    assertThat(story.ana().toldSoFar()).isEqualTo(before);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.argumentSet("401", moody(it -> it.answers(401)), "answered 401"),
        Arguments.argumentSet("404", moody(it -> it.answers(404)), "answered 404"),
        Arguments.argumentSet("500", moody(it -> it.answers(500)), "answered 500"),
        Arguments.argumentSet("garbage", moody(Faults::talksGarbage), "not the expected JSON"),
        Arguments.argumentSet("silence", moody(Faults::hangs), "did not answer within"));
  }

  private static Consumer<Faults> moody(Consumer<Faults> mood) {
    return mood;
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aDirectorThatDoesNotAnswerIsNamedAndNothingIsRecreated(Consumer<Faults> mood, String named) {
    mood.accept(Faults.before(story.world().director()::tap));
    int before = story.ben().toldSoFar();
    story
        .ben()
        .typesUntilToldSince(
            before, "recreate dev04 the claim is silent for an hour", "UNKNOWN", named);
  }

  @Test
  void anUnknownCommitMessageIsShownAndNotGuessedAt() {
    try (var other = SlackStory.begin()) {
      other.world().lockRepository().released(88, Instant.now());
      other
          .world()
          .lockRepository()
          .commit("took it <!channel> for the weekend", LockPlace.CLAIMED);
      other.ana().typesUntilSeen("status dev04 --details", "took it", "weekend");
      assertThat(SlackScreen.of(other.slack()).ephemerals("U0ANA"))
          .allSatisfy(told -> assertThat(told.text()).doesNotContain("<!channel>"));
    }
  }

  @Test
  void aClickOnADecidedIncidentIsAnsweredWithItsOutcome() {
    try (var other = SlackStory.begin()) {
      other
          .ana()
          .typesUntilSeen("recreate dev04 the claim is silent for an hour", "waits for approval");
      other.ben().clicks("incident.reject");
      other.ben().submits("reason", "it is only slow");
      other.everybodySees("rejected");
      other.cleo().clicksLate("incident.approve");
      other.cleo().isTold("INC-1 is already over", "rejected");
    }
  }
}
