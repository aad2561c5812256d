package pipelinelock.bosh.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.vm.InstanceId;

/** On logs that were recorded from a real Director, version 280.0.0. */
class DrainLogTest {
  private static final Path RECORDED = Path.of("src/test/resources/bosh/real-280.0.0");
  private static final InstanceId WORKER =
      InstanceId.parse("concourse-worker/ea6dbf06-c07d-4138-b4f1-cabf2c0a1d80");

  private static String log(String name) throws IOException {
    return Files.readString(RECORDED.resolve(name + ".event.ndjson"));
  }

  @ParameterizedTest
  @CsvSource({"recreate-worker, 3", "no-converge, 4"})
  void aDrainThatIsOverTookSoLong(String name, int seconds) throws IOException {
    assertThat(DrainLog.of(log(name), WORKER)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip-drain", "cancelled-in-drain"})
  void whereNoneWasDrainedToItsEndNoneIsTold(String name) throws IOException {
    assertThat(DrainLog.of(log(name), WORKER)).isEmpty();
  }

  /** As long as it goes on, no beginning of the log shows one. */
  @Test
  void itIsToldFromTheNextPhaseOn() throws IOException {
    var lines = log("recreate-worker").lines().toList();
    for (int i = 0; i <= lines.size(); i++) {
      var soFar = lines.stream().limit(i).collect(Collectors.joining("\n"));
      assertThat(DrainLog.of(soFar, WORKER).isPresent())
          .as(soFar)
          .isEqualTo(soFar.contains("stopping jobs"));
    }
  }

  @Test
  void theDrainOfAnotherInstanceIsNotIts() throws IOException {
    var other = InstanceId.parse("concourse-worker/11111111-c07d-4138-b4f1-cabf2c0a1d80");
    assertThat(DrainLog.of(log("recreate-worker"), other)).isEmpty();
  }
}
