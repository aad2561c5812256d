package pipelinelock.incident.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.blindly;
import static pipelinelock.incident.IncidentExamples.recorded;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;

class RecheckTest {
  private static final Duration APART = Duration.ofMinutes(1);
  private static final Incident WAITS =
      Incident.begin(new Recorded(new IncidentId(1), 1, NOON, request(TWO_OTHERS), ""));

  private static Recheck free(int seconds) {
    return found("00", "FREE", seconds, false);
  }

  private static Recheck running(int seconds) {
    return found("01", "RUNNING", seconds, false);
  }

  /** The same verdict on other facts. */
  private static Recheck moved(String fingerprint, int seconds) {
    return found(fingerprint, HUNG.state(), seconds, true);
  }

  private static Recheck same(int seconds) {
    return found(HUNG.fingerprint(), HUNG.state(), seconds, true);
  }

  private static Recheck notOffered(int seconds) {
    return found(HUNG.fingerprint(), HUNG.state(), seconds, false);
  }

  private static Recheck found(String fingerprint, String state, int seconds, boolean offered) {
    Instant at = NOON.plusSeconds(seconds);
    var now =
        new EvidenceSummary(fingerprint, state, state + " for " + seconds + " s", List.of(), at);
    return Recheck.of(WAITS, now, offered, List.of());
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        argumentSet("all holds", List.of(same(0), same(60)), false),
        argumentSet("one look", List.of(free(0)), false),
        argumentSet("two that agree", List.of(free(0), free(60)), true),
        argumentSet("two that agree, too close", List.of(free(0), free(59)), false),
        argumentSet("the first of a row counts", List.of(free(0), free(30), free(60)), true),
        argumentSet("a flicker", List.of(free(0), same(60)), false),
        argumentSet("a flicker in a row", List.of(free(0), same(60), free(120)), false),
        argumentSet("two that differ", List.of(free(0), running(60)), false),
        argumentSet("two that agree at last", List.of(free(0), running(60), running(120)), true),
        argumentSet("other facts, twice", List.of(moved("aa", 0), moved("aa", 60)), true),
        argumentSet("facts that move on", List.of(moved("aa", 0), moved("bb", 60)), false),
        argumentSet("the plan only", List.of(notOffered(0), notOffered(60)), true));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatWaitsLapsesByTwoLooksThatAgree(List<Recheck> looks, boolean lapses) {
    Optional<Recheck> doubt = Optional.empty();
    for (var look : looks.subList(0, looks.size() - 1)) {
      assertThat(look.whileItWaits(doubt, APART)).isEmpty();
      doubt = look.doubt(doubt);
    }
    var events = looks.getLast().whileItWaits(doubt, APART);
    assertThat(events).isEqualTo(lapses ? looks.getLast().onceApproved() : List.of());
  }

  /** It names each way in which that can be: which of them it was is not known here. */
  @Test
  void aBlindPlanThatDoesNotFitAnyMoreSaysWhatMayBeTheReason() {
    var incident = Incident.of(recorded(blindly(BLIND)));
    assertThat(Recheck.of(incident, HUNG, false, List.of()).changes())
        .singleElement()
        .asString()
        .contains("Concourse answers", "cannot be read", "the web VM is another one");
    assertThat(Recheck.of(incident, HUNG, true, List.of()).holds()).isTrue();
  }

  @Test
  void theDifferenceIsThatOfTheNewestLook() {
    assertThat(free(60).whileItWaits(Optional.of(free(0)), APART))
        .containsExactly(
            new Lapsed(
                List.of(
                    "It was HUNG CLAIM, now it is FREE.",
                    "The current state does not allow this plan.",
                    "Now: FREE for 60 s")));
  }
}
