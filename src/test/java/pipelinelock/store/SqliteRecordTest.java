package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.store.database.Database;

class SqliteRecordTest extends IncidentRecordContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return MigratedRecord.open(folder.resolve("record.db"));
  }

  @Override
  List<String> withoutGuards() {
    return List.of(
        "drop trigger incident_event_is_never_changed",
        "drop trigger incident_event_is_never_deleted",
        "drop trigger freeze_event_is_never_changed",
        "drop trigger freeze_event_is_never_deleted");
  }

  @Override
  List<String> unguardRows() {
    return withoutGuards();
  }

  @Override
  List<String> foreignTrigger() {
    return List.of(
        "create trigger helper after insert on incident_event begin delete from open_review; end");
  }

  @Test
  void aTriggerThatDoesNothingIsMadeAnew() {
    try (var database = openDatabase()) {
      database.write(
          sql -> {
            sql.execute("drop trigger incident_event_is_never_changed");
            return sql.execute(
                "create trigger incident_event_is_never_changed before update on incident_event"
                    + " when 1 = 0 begin select raise(abort, 'no'); end");
          });
      assertThat(new RecordUpkeep(database, InstantSource.system()).run())
          .containsExactly(
              "The trigger incident_event_is_never_changed, which guards the record, was changed; it was recreated");
    }
  }
}
