package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "git <git@localhost>",
        "CI Pool Resource <ci-pool@localhost>",
        "pipeline-lock <pipeline-lock@localhost>",
        "Concourse server dev04 in dev <concourse@dev04.dev>"
      })
  void aProgramIsNobodyToAsk(String author) {
    assertThat(Committer.of(author).isProgram()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ops Person <ops@example.org>",
        "git <git@localhost.example.org>",
        "Ana",
        "Ana <>",
        "<ana@example.org>",
        "Concourse server admin <ana@example.org>"
      })
  void aPersonIsAsked(String author) {
    assertThat(Committer.of(author).isProgram()).isFalse();
  }
}
