package pipelinelock.settings.section;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.settings.Example;

class ReservedNamesTest {
  @ParameterizedTest
  @CsvSource({
    "status, a command",
    "who, a command",
    "recreate, a command",
    "inc-42, an incident",
    "inc7, an incident",
    "42, an incident"
  })
  void anEnvironmentIsNotCalledLikeSomethingElse(String name, String other) {
    assertThatThrownBy(() -> Example.read(Example.SHORT.replace("dev04:", name + ":")))
        .hasMessageStartingWith("pipeline-lock.yml:")
        .hasMessageContaining(
            "environments.%s: has the same name as %s of /pipeline-lock".formatted(name, other))
        .hasMessageContaining("; name it for example 'dev04'");
  }
}
