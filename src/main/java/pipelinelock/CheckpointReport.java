package pipelinelock;

import static java.util.stream.Collectors.joining;

import java.util.List;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.Database;
import pipelinelock.store.SqlCheckpoints;

/**
 * What {@code record verify} tells of checkpoints.
 *
 * @param text lines; empty where nothing is to be said
 */
record CheckpointReport(boolean isWhole, String text) {
  /** Of a record that has no checkpoints, and of a file. */
  static final CheckpointReport NOTHING = new CheckpointReport(true, "");

  static CheckpointReport of(Database database, CheckpointSettings settings) {
    var checkpoints = new SqlCheckpoints(database);
    try {
      var series = checkpoints.after(0);
      if (!settings.isConfigured()) {
        return series.isEmpty()
            ? NOTHING
            : new CheckpointReport(
                true,
                "Checkpoints: %d are there, and the settings name no key to check them by.\n"
                    .formatted(series.size()));
      }
      if (series.isEmpty()) {
        return new CheckpointReport(true, "Checkpoints: none was made yet.\n");
      }
      var record = checkpoints.record();
      return of(
          series.size(),
          RecordCheck.of(series, record.chains(), record.highest(), settings.trusted()));
    } catch (IllegalArgumentException e) {
      return new CheckpointReport(
          false,
          "Checkpoints: NOT whole.\n  One of them cannot be read: %s\n".formatted(e.getMessage()));
    }
  }

  private static CheckpointReport of(int count, RecordCheck.Result result) {
    if (!result.problems().isEmpty()) {
      return new CheckpointReport(
          false,
          "Checkpoints: NOT whole.\n" + lines(result.problems()) + lines(result.overrides()));
    }
    var state = result.state();
    return new CheckpointReport(
        true,
        "Checkpoints: %d, the newest (%d) of %s. The record has all %d events that they took in; %d are younger.\n%s%s"
            .formatted(
                count,
                state.number(),
                state.at(),
                state.events(),
                result.younger(),
                result.unproved() == 0
                    ? ""
                    : "  %d of them are in archives, and proved by the hash of the last of each incident only\n"
                        .formatted(result.unproved()),
                lines(result.overrides())));
  }

  private static String lines(List<String> sentences) {
    return sentences.stream().map("  %s\n"::formatted).collect(joining());
  }
}
