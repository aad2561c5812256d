package pipelinelock.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way by which simulated worlds are looked at leads through the real readers. */
class SimulatedLooksTest {
  private static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");

  @Test
  void aWorldAtRestIsFree() {
    try (var looks = new SimulatedLooks(Setting.usual(), atRest(AT))) {
      assertThat(looks.look(atRest(AT)).verdict().title()).isEqualTo("FREE");
    }
  }

  @Test
  void aClaimThatIsSilentBehindAFreeLockHangsAtTheSecondLook() {
    try (var looks = new SimulatedLooks(Setting.usual(), silent(AT))) {
      assertThat(looks.look(silent(AT)).confirmed()).isFalse();

      var second = looks.look(silent(AT.plusSeconds(60)));

      assertThat(second.verdict().title()).as(second.toString()).isEqualTo("HUNG CLAIM");
      assertThat(second.confirmed()).isTrue();
    }
  }

  private static WorldFacts atRest(Instant at) {
    return new WorldFacts(
        at,
        Usual.freePool(AT.minus(Duration.ofHours(20))),
        Usual.concourse(at),
        Usual.director(at));
  }

  private static WorldFacts silent(Instant at) {
    var start = AT.minus(Duration.ofMinutes(55));
    var rest = atRest(at);
    var pipeline = rest.concourse().pipelines().getFirst();
    var build =
        BuildFact.queued(5000, pipeline, "pipeline-lock", "123", start)
            .started(
                start,
                Usual.lockPlan(),
                List.of(
                    EventFact.status(start, "started"),
                    EventFact.of(start.plusSeconds(20), "initialize-put", "put"),
                    EventFact.selectedWorker(start.plusSeconds(21), "put", Usual.WORKER),
                    EventFact.of(start.plusSeconds(22), "start-put", "put"),
                    EventFact.log(start.plusSeconds(23), "put", "waiting for lock\n")));
    var concourse = rest.concourse();
    return new WorldFacts(
        at,
        rest.commits(),
        new ConcourseFacts(
            concourse.version(),
            concourse.externalUrl(),
            concourse.featureFlags(),
            concourse.reach(),
            concourse.pipelines(),
            List.of(build),
            new ArrayList<>(StepContainers.of(build)),
            concourse.workers()),
        rest.director());
  }
}
