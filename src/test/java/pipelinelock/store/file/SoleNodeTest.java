package pipelinelock.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;

class SoleNodeTest {
  @TempDir private Path folder;

  @Test
  void aSecondBotOnARecordFileIsTurnedAwayUntilTheFirstHasEnded() {
    var file = folder.resolve("record.db");
    try (var first = SoleNode.of(file)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> SoleNode.of(file))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("is in use by another bot; stop that one first");
    }
    SoleNode.of(file).close();
  }
}
