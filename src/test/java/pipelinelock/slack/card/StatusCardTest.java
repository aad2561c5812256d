package pipelinelock.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Offers;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.input.Directory.Where;
import pipelinelock.slack.message.Site;

class StatusCardTest {
  private static final Map<String, Diagnosis> ALL = Corpus.diagnoses();

  private static Ongoing open(Incident incident) {
    return Ongoing.of(incident, incident.recordedAt(), _ -> Optional.empty());
  }

  private static Diagnosis get(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  /** One of each state. */
  static Stream<String> examples() {
    return ALL.keySet().stream().filter(name -> name.matches(".*[a-z]-1-.*"));
  }

  private static final Where WHERE =
      new Where(
          "C0INCIDENTS",
          Optional.of(
              new Site(
                  URI.create("https://deployer.dev04.example.com"),
                  Optional.of("https://git.example.com/pool/commit/{commit}"),
                  10)),
          false,
          _ -> Optional.empty());

  @Test
  void aSilentConcourseHasABlindWayWhereItIsConfigured() {
    var hung = "hung-claim-1-silent-waiter-lock-free";
    var dead = Altered.of(hung).webIsBare().concourseIs(Kind.UNREACHABLE);
    var silent = Diagnosis.of(dead.evidence(), Optional.empty());
    var open = new Where("C0INCIDENTS", Optional.empty(), true, _ -> Optional.empty());
    for (boolean details : List.of(true, false)) {
      assertThat(StatusCard.of(silent, Optional.empty(), open, details).text())
          .contains("/pipeline-lock recreate dev04 --blind why it is needed");
      assertThat(StatusCard.of(silent, Optional.empty(), WHERE, details).text())
          .doesNotContain("--blind");
      assertThat(StatusCard.of(get(hung), Optional.empty(), open, details).text())
          .doesNotContain("--blind");
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void oneOfEachState(String name) {
    Golden.check("status-" + name, StatusCard.of(get(name), Optional.empty(), WHERE, false));
  }

  /** Its own abort has orphaned the lock: nobody else has to give that back. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOpenIncidentLeadsAndNothingElseIsOffered(boolean details) {
    String name = examples().filter(it -> it.startsWith("orphaned")).findFirst().orElseThrow();
    var runs =
        new Ongoing(
            new IncidentId(1),
            "is recreating concourse-worker/89f7a596: task 260183, 20 s of about 10 min",
            Optional.empty());
    assertThat(Offers.release(get(name))).isPresent();
    var card = StatusCard.of(get(name), Optional.of(runs), WHERE, details);
    BlockKitLimits.check(card);
    assertThat(card.text())
        .contains(
            "dev04 · INC-1 is in progress",
            "INC-1 is recreating concourse-worker/89f7a596: task 260183, 20 s of about 10 min. Nothing to do.",
            "Seen now: ORPHANED: ")
        .doesNotContain("What you can do", "release");
    assertThat(card.blocks().toString()).doesNotContain("status.release", "status.recreate");
  }

  @Test
  void withAnOpenIncidentAndAllThatWasSeen() {
    String name = examples().filter(it -> it.startsWith("hung-claim")).findFirst().orElseThrow();
    var card =
        StatusCard.of(get(name), Optional.of(open(Story.requested().incident())), WHERE, true);
    Golden.check("status-details", card);
    assertThat(card.text())
        .contains(
            "dev04 · INC-1 needs people", "INC-1 asks for a recreate and has 0 of 2 approvals")
        .contains("Approve or reject it in its thread; until then nothing happens.");
  }

  @Test
  void everyLabelledCaseKeepsTheLimitsAndBeginsWithItsVerdict() {
    assertThat(ALL).hasSizeGreaterThan(100);
    ALL.forEach(
        (_, diagnosis) -> {
          var card = StatusCard.of(diagnosis, Optional.empty(), WHERE, true);
          BlockKitLimits.check(card);
          assertThat(card.text().lines().findFirst().orElseThrow())
              .matches("[🟢🔵🟡🔴⚪] .*")
              .contains(diagnosis.verdict().title());
        });
  }

  @Test
  void whatMattersIsInTheFirstLines() {
    ALL.forEach(
        (name, diagnosis) -> {
          var lines = StatusCard.of(diagnosis, Optional.empty(), WHERE, false).text().lines();
          assertThat(lines.count()).as(name).isLessThanOrEqualTo(10);
        });
  }
}
