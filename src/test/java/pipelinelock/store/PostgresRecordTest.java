package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresRecordTest extends IncidentRecordContract {
  private final PostgresConfig config = PostgresServer.emptyDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }

  @Test
  void theProbeTellsARecordFromAnEmptyDatabase() {
    assertThat(RecordProbe.of(config)).isEqualTo(new RecordProbe(true, Optional.empty()));
    assertThat(RecordProbe.of(PostgresServer.emptyDatabase()))
        .isEqualTo(new RecordProbe(false, Optional.empty()));
  }
}
