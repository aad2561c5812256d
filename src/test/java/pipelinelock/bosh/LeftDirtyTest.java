package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftDirtyTest {
  /** Recordings of a real Director: those that were cut short leave their instance dirty. */
  @ParameterizedTest
  @CsvSource({
    "real-280.0.0/recreate-worker, 0",
    "real-280.0.0/cancelled-in-drain, 1",
    "real-280.0.0/cancelled-in-pre-start, 1",
    "real-280.0.0/worker-killed, 1",
    "real-280.0.0/not-running, 1",
    "real-280.0.0/lock-timeout, 0",
    "real-280.0.0/unresponsive-neighbour, 0",
    "task-260183, 0",
    "task-cancelled-in-drain, 1",
  })
  void whatBeganAndDidNotFinishIsDirty(String recording, int dirty) throws IOException {
    try (var in = getClass().getResourceAsStream("/bosh/" + recording + ".event.ndjson")) {
      assertThat(in).as(recording).isNotNull();
      var events = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(LeftDirty.unfinished(events)).hasSize(dirty);
    }
  }
}
