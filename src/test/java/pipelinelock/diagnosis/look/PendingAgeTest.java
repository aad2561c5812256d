package pipelinelock.diagnosis.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.ResourceCheck;

class PendingAgeTest {
  private static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");

  @Test
  void whatIsRememberedStaysWhereNothingProvesMore() {
    assertThat(since(Map.of(10L, AT), Map.of(), check(9, 60))).isEqualTo(Map.of(10L, AT));
  }

  @Test
  void aLaterCheckOfAnyResourceProvesThatTheBuildWasThere() {
    assertThat(since(Map.of(), Map.of(), check(11, 60)))
        .isEqualTo(Map.of(10L, AT.minusSeconds(60)));
  }

  @Test
  void theEarliestProofCounts() {
    assertThat(since(Map.of(10L, AT), Map.of(10L, AT.minusSeconds(300)), check(11, 60)))
        .isEqualTo(Map.of(10L, AT.minusSeconds(300)));
  }

  private static Map<Long, Instant> since(
      Map<Long, Instant> remembered, Map<Long, Instant> proved, ResourceCheck check) {
    var pending =
        new Build(
            10,
            new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123"),
            Build.Status.PENDING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var state =
        new PipelineState(false, Optional.empty(), false, List.of(), List.of(pending), proved);
    return PendingAge.since(remembered, Optional.of(state), Optional.of(List.of(check)));
  }

  private static ResourceCheck check(long id, int secondsAgo) {
    return new ResourceCheck(
        "paas-cf",
        "succeeded",
        Optional.of(AT.minusSeconds(secondsAgo)),
        Optional.empty(),
        Optional.of(id));
  }
}
