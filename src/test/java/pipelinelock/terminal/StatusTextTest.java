package pipelinelock.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Offers;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentId;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

class StatusTextTest {
  private static final Map<String, Diagnosis> ALL = Corpus.diagnoses();

  /** One of each state. */
  static Stream<String> examples() {
    return ALL.keySet().stream().filter(name -> name.matches(".*[a-z]-1-.*"));
  }

  private static String text(Diagnosis diagnosis, boolean details) {
    var now = diagnosis.evidence().at().plus(Duration.ofSeconds(1));
    return StatusText.of(new EnvironmentReport(diagnosis, Optional.empty(), false), now, details);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void oneOfEachState(String name) {
    GoldenText.check("status-" + name + ".txt", text(Objects.requireNonNull(ALL.get(name)), false));
  }

  @Test
  void allThatWasSeen() {
    String name = examples().filter(it -> it.startsWith("hung-claim")).findFirst().orElseThrow();
    GoldenText.check("status-details.txt", text(Objects.requireNonNull(ALL.get(name)), true));
  }

  @Test
  void anInstanceOfAnyNameIsShown() {
    var odd = InstanceId.parse("wörk er+1/89f7a596-7a06-4cae-8565-981af56840e7");
    var like =
        Objects.requireNonNull(ALL.get("free-1-nothing-open"))
            .evidence()
            .instances()
            .value()
            .orElseThrow();
    var instances = new ArrayList<>(like);
    instances.add(renamed(like.getFirst(), odd));

    assertThat(text(Corpus.with("free-1-nothing-open", instances), true))
        .startsWith("dev04  FREE")
        .contains("wörk er+1/89f7a596");
  }

  private static Instance renamed(Instance it, InstanceId id) {
    return new Instance(
        id,
        it.index(),
        it.cid(),
        it.wanted(),
        it.jobState(),
        it.ignored(),
        it.az(),
        it.ips(),
        it.vmType(),
        it.active(),
        it.stemcell(),
        it.vmCreatedAt(),
        it.processes(),
        it.expectsVm());
  }

  /** Its own abort has orphaned the lock, and nobody else has to give it back. */
  @Test
  void anOpenIncidentLeadsAndNothingElseIsOffered() {
    var orphaned =
        ALL.keySet().stream().filter(it -> it.startsWith("orphaned-1")).findFirst().orElseThrow();
    var diagnosis = Objects.requireNonNull(ALL.get(orphaned));
    var open =
        new Ongoing(
            new IncidentId(1),
            "is recreating concourse-worker/89f7a596: task 260183, 20 s of about 10 min",
            Optional.empty());
    var told = new EnvironmentReport(diagnosis, Optional.of(open), false);
    var now = diagnosis.evidence().at().plus(Duration.ofSeconds(1));

    assertThat(Offers.release(diagnosis)).isPresent();
    assertThat(StatusText.of(told, now, false))
        .startsWith(
            "dev04  INC-1 is recreating concourse-worker/89f7a596: task 260183, 20 s of about 10 min.")
        .contains("Nothing to do.", "Now    ORPHANED: ")
        .doesNotContain("Next", "/pipeline-lock release");
    assertThat(StatusText.line(told)).startsWith("dev04       INC-1 is recreating");
    assertThat(StatusJson.of(List.of(told))).contains("\"id\" : \"INC-1\"", "\"cures\" : [ ]");
  }

  /** Typed in Slack, as everything that acts is. */
  @Test
  void aSilentConcourseHasABlindWayWhereItIsConfigured() {
    var silent =
        Altered.of("hung-claim-1-silent-waiter-lock-free")
            .webIsBare()
            .concourseIs(RemoteFailure.Kind.UNREACHABLE);
    var diagnosis = Diagnosis.of(silent.evidence(), Optional.empty());
    var now = diagnosis.evidence().at();
    var configured = new EnvironmentReport(diagnosis, Optional.empty(), true);
    var not = new EnvironmentReport(diagnosis, Optional.empty(), false);
    String way = "recreate dev04 --blind";

    assertThat(StatusText.of(configured, now, false)).contains(way);
    assertThat(StatusJson.of(List.of(configured))).contains(way);
    assertThat(StatusText.of(not, now, false)).doesNotContain(way);
    assertThat(StatusJson.of(List.of(not))).contains("\"blind\" : null");
  }

  @Test
  void aLineForEachStateOfManyEnvironments() {
    GoldenText.check(
        "status-lines.txt",
        examples()
            .map(
                name ->
                    StatusText.line(
                        new EnvironmentReport(
                            Objects.requireNonNull(ALL.get(name)), Optional.empty(), false)))
            .collect(Collectors.joining()));
  }

  @Test
  void theVerdictComesFirstAndLinesFitATerminal() {
    ALL.forEach(
        (name, diagnosis) -> {
          var lines = text(diagnosis, false).lines().toList();
          assertThat(lines.getFirst()).as(name).startsWith("dev04  " + diagnosis.verdict().title());
          assertThat(lines)
              .as(name)
              .filteredOn(line -> !line.contains(" > "))
              .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Lines.WIDTH));
          assertThat(
                  StatusText.line(new EnvironmentReport(diagnosis, Optional.empty(), false))
                      .strip())
              .hasSizeLessThanOrEqualTo(Lines.WIDTH);
        });
  }

  @Test
  void everyCureIsNamedWithWhatItEndsAndWhatItLeaves() {
    ALL.forEach(
        (name, diagnosis) -> {
          String flat = text(diagnosis, false).replaceAll("\\s+", " ");
          for (Cure cure : diagnosis.cures()) {
            assertThat(flat).as(name).contains(cure.doesNotCure());
            cure.destroys().forEach(it -> assertThat(flat).as(name).contains("" + it.ref()));
          }
        });
  }

  @Test
  void everyFactIsThereOrTheReasonWhyItIsNot() {
    ALL.forEach(
        (name, diagnosis) -> {
          String details = text(diagnosis, true);
          assertThat(details)
              .as(name)
              .contains("\nlock ", "\nversion ", "\npipeline ", "\nworkers ", "\ntasks ");
          FactLines.of(diagnosis.evidence()).stream()
              .flatMap(fact -> fact.why().stream())
              .forEach(
                  why ->
                      assertThat(details.replaceAll("\\s+", " "))
                          .as(name)
                          .contains("not read: " + why));
        });
  }
}
