package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordCopy;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.copy.Retention;
import pipelinelock.store.database.Database;

class SqliteRetentionTest extends RetentionContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return MigratedRecord.open(folder.resolve("record.db"));
  }

  /** As an operator does who runs the command again after each failure. */
  @ParameterizedTest
  @EnumSource(FlakyDatabase.At.class)
  void whereverTheDatabaseGoesAwayNothingIsLost(FlakyDatabase.At at) {
    var flaky = new FlakyDatabase();
    Map<String, RecordCopy> files = new HashMap<>();
    try (var database = flaky.open(folder.resolve("flaky.db"))) {
      var record = new SqlIncidentRecord(database, InstantSource.fixed(NOON));
      for (int number = 1; number <= 7; number++) {
        var incident = record.begin(request(TWO_OTHERS)).orElseThrow();
        record.append(incident, List.of(new Rejected(BEN, "no")), incident.recordedAt());
      }
      flaky.fails(at, 3);
      while (!isAllArchived(database, files)) {
        // the command is run again
      }
      flaky.fails(at, 0);
      assertThat(flaky.failures()).isPositive();
      var archives = new HashMap<String, CopyCheck>();
      files.forEach((name, file) -> archives.put(name, CopyCheck.of(file)));
      var report = CopyCheck.of(RecordSource.of(database)).report(archives, Optional.empty());
      assertThat(report.notes())
          .allMatch(line -> line.contains("archived, and completely in"))
          .hasSizeGreaterThan(1);
      assertThat(report.problems()).isEmpty();
    }
  }

  /** One run of the command; whatever fails is left to the next. */
  private static boolean isAllArchived(Database database, Map<String, RecordCopy> files) {
    var retention = new Retention(database, InstantSource.fixed(NOON.plusSeconds(1)));
    try {
      var due = retention.due(NOON.plusSeconds(1));
      String name = "archive-%d.jsonl".formatted(files.size());
      files.put(name, due);
      retention.take(due, name);
      return due.isEmpty();
    } catch (RecordUnavailable e) {
      return false;
    }
  }
}
