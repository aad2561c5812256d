package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.PolicyBuilder;

/** Slack, or the process itself, stands still between the last look and the start. */
class SlowStartTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "PT29S, , true",
    "PT30S, , false",
    "PT31S, PT45S, true",
    "PT45S, PT45S, false",
    "PT11S, PT10S, false"
  })
  void nothingStartsOnEvidenceThatIsTooOld(
      Duration delay, @Nullable Duration maxAge, boolean starts) {
    try (var world = new RunbookWorld(folder)) {
      world.isConfiguredWith(freshFor(Optional.ofNullable(maxAge)));
      var id = world.approved();
      var slow = new AtomicBoolean(true);
      world.people(
          (user, _) -> {
            if (slow.getAndSet(false)) {
              world.passes(delay);
            }
            return member(user);
          });
      world.step(id);
      assertThat(isStarted(world, id)).isEqualTo(starts);
      world.step(id);
      assertThat(isStarted(world, id)).as("decided again, on a new look").isTrue();
    }
  }

  private static boolean isStarted(RunbookWorld world, IncidentId id) {
    return world.incidents.events(id).stream().anyMatch(it -> it.event() instanceof Started);
  }

  private static ApprovalPolicy freshFor(Optional<Duration> maxAge) {
    return PolicyBuilder.like(TWO_OTHERS).evidenceMaxAge(maxAge).build();
  }
}
