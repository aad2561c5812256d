package pipelinelock.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.input.Directory.Where;
import pipelinelock.slack.input.Site;

class StatusCardTest {
  private static final Map<String, Diagnosis> ALL = Corpus.diagnoses();

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
                  10)));

  @ParameterizedTest
  @MethodSource("examples")
  void oneOfEachState(String name) {
    Golden.check("status-" + name, StatusCard.of(get(name), Optional.empty(), WHERE, false));
  }

  @Test
  void withAnOpenIncidentAndAllThatWasSeen() {
    String name = examples().filter(it -> it.startsWith("hung-claim")).findFirst().orElseThrow();
    var card = StatusCard.of(get(name), Optional.of(Story.requested().incident()), WHERE, true);
    Golden.check("status-details", card);
    assertThat(card.text()).contains("*INC-1* is open and waits for approval, 0 of 2");
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
