package pipelinelock.runbook.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.TaskError;

class TaskFailureTest {
  private static final InstanceId WORKER =
      InstanceId.parse("concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7");
  private final TaskFailure failure = new TaskFailure(WORKER, "concourse");

  /** From the event logs of a real Director. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not-running        | code 400007: 'concourse-worker/89f7a596                | The VM is new, but its processes did not come up in time.
          lock-timeout       | code 100: Failed to acquire lock for lock:deployment    | so nothing was done. Wait for its end (`bosh locks`)
          agent-unresponsive | code 450002: concourse/cd83da7e                        | Ask again with `--fix`
          """)
  void aRecordedErrorIsToldWithCodeReasonAndWayOut(String log, String told, String advice) {
    var error = new Transcripts().error(recorded("task-" + log + ".event.ndjson"));

    assertThat(failure.text(260183, "error", error, Optional.of("cut at 128 characters...")))
        .startsWith("Task 260183 ended as error with " + told)
        .contains(advice)
        .doesNotContain("cut at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          140021 | Instance is ignored         | `bosh -d concourse unignore concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7`
          190020 | Instance is ignored         | nothing was done
          70001  | Instance not found          | BOSH has no concourse-worker/89f7a596
          450001 | Action Failed get_task      | A script on the VM failed
          100    | undefined method for nil    | may be half way
          440001 | no manifest                 | may be half way
          """)
  void eachCodeHasItsAdvice(long code, String message, String advice) {
    assertThat(
            failure.text(
                1, "error", Optional.of(new TaskError(code, message, "", "")), Optional.empty()))
        .contains("code %d: %s. ".formatted(code, message))
        .contains(advice);
  }

  /** By the Director's source: the instance is marked before its VM is made again. */
  @ParameterizedTest
  @ValueSource(strings = {"Deleting VM", "Creating VM"})
  void whatIsMarkedAsDownIsGotBackByHand(String phase) {
    var error =
        new TaskError(100, "the cloud is full", "Updating instance " + WORKER + " (0)", phase);

    assertThat(failure.text(7, "error", Optional.of(error), Optional.empty()))
        .contains("marked " + WORKER + " as stopped or detached")
        .contains("`bosh -d concourse recreate " + WORKER + "` makes and starts it");
  }

  /** Recorded: the old VM was deleted before, so it cannot be half stopped. */
  @Test
  void aScriptThatFailsOnTheNewVmIsToldAsThat() {
    var error =
        new Transcripts()
            .error(recorded("real-280.0.0-more/pre-start-failed-on-new-vm.event.ndjson"));

    assertThat(failure.text(352, "error", error, Optional.empty()))
        .contains("with code 450001", "The old VM is gone", "at 'executing pre-start'")
        .doesNotContain("half stopped");
  }

  @Test
  void aScriptThatFailsInTheDrainLeavesTheOldVmByHalf() {
    var log = recorded("real-280.0.0-more/shape-01-parallel-failures.event.ndjson");
    var error = new Transcripts().error(log);
    var second = InstanceId.parse("worker/0f87b97b-6f86-461f-b71b-62cc302845e0");

    assertThat(new TaskFailure(second, "odd").text(1, "error", error, Optional.empty()))
        .contains("on the old VM", "at 'executing drain'", "half stopped");
    assertThat(failure.text(1, "error", error, Optional.empty()))
        .as("it failed at another instance than the target")
        .contains("The log does not show");
  }

  @Test
  void anErrorWithoutACodeIsToldWithoutOne() {
    var log = recorded("real-280.0.0-more/shape-27-code-negative-and-big.event.ndjson");
    var lines = log.lines().limit(3).toList();

    assertThat(
            failure.text(
                1, "error", new Transcripts().error(String.join("\n", lines)), Optional.empty()))
        .startsWith("Task 1 ended as error: no code. ");
  }

  @Test
  void aTaskWhoseProcessWasKilledHasNoErrorToTell() {
    var log = recorded("task-260183.event.ndjson").lines().limit(3).toList();

    assertThat(new Transcripts().error(String.join("\n", log))).isEmpty();
    assertThat(failure.text(1, "error", Optional.empty(), Optional.empty()))
        .startsWith("Task 1 ended as error. The Director's log shows no error")
        .contains("for up to 4 minutes");
  }

  @Test
  void theLastErrorOfALogCounts() {
    var log =
        """
        {"time":1,"error":{"code":1,"message":"first"}}
        {"time":2,"error":{"code":2,"message":"last\\u001b[31m"}}
        torn {"time":3
        """;

    assertThat(new Transcripts().error(log)).contains(new TaskError(2, "last\uFFFD[31m", "", ""));
  }

  private static String recorded(String name) {
    try (var in = TaskFailureTest.class.getResourceAsStream("/bosh/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
