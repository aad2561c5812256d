package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.store.database.Database;
import pipelinelock.store.database.PostgresConfig;
import pipelinelock.store.database.RecordProbe;

class PostgresRecordTest extends IncidentRecordContract {
  private final PostgresConfig config = PostgresServer.migratedDatabase();

  @Override
  Database openDatabase() {
    return Database.open(config);
  }

  @Override
  List<String> withoutGuards() {
    return List.of(
        "drop trigger incident_event_is_never_changed on incident_event",
        "drop trigger incident_event_is_never_deleted on incident_event",
        "drop trigger freeze_event_is_never_emptied on freeze_event",
        "alter table incident_event disable trigger all",
        "alter table incident_event enable replica trigger incident_event_is_never_changed",
        "create or replace function the_record_is_append_only() returns trigger language plpgsql"
            + " as $$ begin return new; end $$",
        "create or replace function only_what_is_archived_is_deleted() returns trigger"
            + " language plpgsql as $$ begin return old; end $$");
  }

  @Override
  List<String> unguardRows() {
    return List.of("alter table incident_event disable trigger all");
  }

  @Override
  List<String> foreignTrigger() {
    return List.of(
        "create function help() returns trigger language plpgsql as $$ begin return null; end $$",
        "create trigger helper after insert on incident_event for each row execute function help()");
  }

  @Test
  void theProbeTellsARecordFromAnEmptyDatabase() {
    assertThat(RecordProbe.of(config)).isEqualTo(new RecordProbe(true, Optional.empty()));
    assertThat(RecordProbe.of(PostgresServer.emptyDatabase()))
        .isEqualTo(new RecordProbe(false, Optional.empty()));
  }
}
