package pipelinelock.evidence.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.NOON;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.evidence.ReportExamples;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.ladder.PlatformState;
import pipelinelock.terminal.GoldenText;

class PublicSentenceTest {
  private static final List<Recorded> CURED = ReportExamples.cured();
  private static final Incident INCIDENT = Incident.of(CURED);

  private static Optional<String> sentence(IncidentEvent event) {
    return PublicSentence.of(INCIDENT, event);
  }

  private static String end(Outcome outcome, Optional<String> headline) {
    return sentence(new IncidentEvent.Ended(outcome, "s", List.of(), headline)).orElseThrow();
  }

  private static boolean claimsRecovery(String sentence) {
    return sentence.matches(".*(are|is) (possible|working|available|back) again.*")
        || sentence.matches("(?i).*(resolved|recovered|fixed\\b|back to normal).*");
  }

  /** All that would be read aloud, so that a change of a word is seen. */
  @Test
  void theSentencesOfAnIncidentArePinned() {
    var lines =
        CURED.stream()
            .flatMap(it -> sentence(it.event()).map(said -> it.sequence() + " " + said).stream())
            .toList();
    GoldenText.check("status-page.txt", String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void recoveryIsClaimedOnlyWhereTheLastLookSawIt(PlatformState state) {
    for (var outcome : List.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.CANCELLED)) {
      var headline = state.headline(INCIDENT);
      assertThat(claimsRecovery(end(outcome, Optional.of(headline))))
          .as("%s after %s", outcome, headline)
          .isEqualTo(state == PlatformState.FREE);
    }
  }

  /** Whatever the plan's steps came to: before a look at the end nobody knows. */
  @ParameterizedTest
  @EnumSource
  void anEndWithoutALookClaimsNothing(Outcome outcome) {
    assertThat(claimsRecovery(end(outcome, Optional.empty()))).isFalse();
  }

  @Test
  void nothingBeforeTheEndClaimsRecovery() {
    var steps = INCIDENT.request().plan().steps().size();
    var all =
        Stream.concat(
            CURED.stream().map(Recorded::event).filter(it -> !(it instanceof IncidentEvent.Ended)),
            IntStream.range(0, steps)
                .boxed()
                .flatMap(
                    step ->
                        Stream.of(StepOutcome.values())
                            .map(
                                outcome ->
                                    new IncidentEvent.StepEnded(step, outcome, "it works again"))));
    assertThat(all.flatMap(it -> sentence(it).stream()))
        .isNotEmpty()
        .noneMatch(PublicSentenceTest::claimsRecovery);
  }

  /** Neither people nor machines put words on a status page. */
  @Test
  void noOutsideWordsGetIn() {
    var hostile = ReportExamples.HOSTILE;
    var events =
        List.of(
            CURED.getFirst().event(),
            new IncidentEvent.Rejected(IncidentExamples.BEN, hostile),
            new IncidentEvent.Lapsed(List.of(hostile)),
            new IncidentEvent.StepEnded(3, StepOutcome.FAILED, hostile),
            new IncidentEvent.Ended(
                Outcome.FAILED, hostile, List.of(hostile), Optional.of("\uD83D\uDFE2 " + hostile)));
    assertThat(events.stream().map(it -> sentence(it).orElseThrow()))
        .allMatch(it -> it.matches("[A-Za-z0-9 ,.;-]+"), "plain words")
        .allMatch(it -> it.contains("dev04"));
  }

  /** Nothing is paused by a plan that pauses nothing. */
  @Test
  void aPlanThatPausesNothingDoesNotSaySo() {
    var blind =
        Incident.of(
            IncidentExamples.recorded(
                IncidentExamples.requested(
                    IncidentExamples.DEV04,
                    IncidentExamples.ANA,
                    "Concourse is dead",
                    IncidentExamples.HUNG,
                    BLINDLY,
                    IncidentExamples.BLIND)));
    assertThat(
            Stream.of(
                    new IncidentEvent.Started(IncidentExamples.HUNG),
                    new IncidentEvent.TaskAccepted(0, 7),
                    new IncidentEvent.StepEnded(0, StepOutcome.DONE, ""))
                .map(it -> PublicSentence.of(blind, it).orElseThrow()))
        .noneMatch(it -> it.contains("paused"));
  }

  @Test
  void theNewestSentenceIsTheUpdate() {
    var running = CURED.subList(0, 20);
    assertThat(PublicUpdate.of(running).sentence())
        .isEqualTo(
            "A server of the deployment system of dev04 has been restarted. The work goes on; deployments are still delayed.");
    assertThat(PublicUpdate.of(running).since()).isEqualTo(NOON.plusSeconds(770));
    assertThat(PublicUpdate.of(CURED).sentence())
        .isEqualTo("Deployments to dev04 are possible again; we have checked it.");
  }
}
