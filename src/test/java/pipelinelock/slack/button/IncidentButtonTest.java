package pipelinelock.slack.button;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.slack.Story;

class IncidentButtonTest {
  @Test
  void noTwoAreTakenForEachOther() {
    assertThat(IncidentButton.ALL).extracting(IncidentButton::id).doesNotHaveDuplicates();
    assertThat(IncidentButton.ALL)
        .extracting(it -> it.question().callback())
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyTheReviewCountsOutsideOfTheRequest() {
    assertThat(IncidentButton.ALL)
        .filteredOn(IncidentButton::anywhere)
        .containsExactly(IncidentButton.REVIEW);
  }

  @Test
  void aQuestionIsAskedWhileItsAnswerStillMatters() {
    var waiting = Story.requested().incident();
    var running = Story.requested().started().incident();
    var unreviewed = Story.brokenGlass().incident();

    assertThat(IncidentButton.REJECT.asks()).accepts(waiting).rejects(running, unreviewed);
    assertThat(IncidentButton.REVIEW.asks()).accepts(unreviewed).rejects(waiting, running);
    assertThat(IncidentButton.APPROVE.asks()).as("its policy confirms nothing").rejects(waiting);
  }

  @Test
  void whoApprovesABlindOneReadsAgainWhatItMayKill() {
    var plain = IncidentExamples.blindly(IncidentExamples.BLIND);
    var incident =
        Incident.of(
            IncidentExamples.recorded(
                new IncidentEvent.Requested(
                    plain.environment(),
                    plain.by(),
                    plain.reason(),
                    plain.evidence(),
                    plain.plan(),
                    plain.policy(),
                    List.of("Builds that run now cannot be seen."),
                    Optional.empty())));

    assertThat(IncidentButton.APPROVE.question().shown().apply(incident).toString())
        .contains("Builds that run now cannot be seen.");
  }

  @Test
  void theNameHasToBeThatOfTheEnvironment() {
    var incident = Story.requested().incident();
    var wrong = IncidentButton.APPROVE.question().wrong();

    assertThat(wrong.apply(incident, incident.environment().value())).isEmpty();
    assertThat(wrong.apply(incident, "stg-lon")).get().asString().contains("That is not the name");
  }
}
