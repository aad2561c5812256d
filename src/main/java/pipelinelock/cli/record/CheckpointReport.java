package pipelinelock.cli.record;

import static java.util.stream.Collectors.joining;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.WitnessCheck;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlReceipts;

/**
 * What {@code record verify} reports about checkpoints.
 *
 * @param isProved whether every witness could be asked
 * @param text lines; empty if there is nothing to report
 */
record CheckpointReport(boolean isWhole, boolean isProved, String text) {
  /** Of a record that has no checkpoints, and of a file. */
  static final CheckpointReport NOTHING = new CheckpointReport(true, true, "");

  static CheckpointReport of(
      Database database,
      CheckpointSettings settings,
      Audience audience,
      List<Mark> seen,
      InstantSource clock) {
    var checkpoints = new SqlCheckpoints(database);
    var hearings = audience.witnesses().stream().map(WitnessCheck::of).toList();
    try {
      var series = checkpoints.after(0);
      if (!settings.isConfigured()) {
        var report = new WitnessReport(series, 0, clock.instant());
        return (series.isEmpty() ? NOTHING : keyless(series.size()))
            .with(seen.stream().map(report::of).toList());
      }
      var record = checkpoints.record();
      var result = RecordCheck.of(series, record.chains(), record.highest(), settings.trusted());
      var own = own(series, result);
      var receipts = new SqlReceipts(database, clock);
      var report = new WitnessReport(series, result.younger(), clock.instant());
      var lines = new ArrayList<WitnessReport.Line>();
      for (var hearing : hearings) {
        lines.add(
            report.of(
                hearing.witness().name(), hearing.testimony(series, settings.trusted(), receipts)));
      }
      for (var confirmer : audience.confirmers()) {
        lines.add(report.of(confirmer.name(), confirmer.testimony(series, receipts)));
      }
      seen.forEach(it -> lines.add(report.of(it)));
      return own.with(lines);
    } catch (IllegalArgumentException e) {
      return new CheckpointReport(
          false,
          true,
          "Checkpoints: NOT whole.\n  One of them cannot be read: %s\n".formatted(e.getMessage()));
    }
  }

  private static CheckpointReport keyless(int count) {
    return new CheckpointReport(
        true,
        true,
        "Checkpoints: %d exist, but the settings have no key to check them with.\n"
            .formatted(count));
  }

  private CheckpointReport with(List<WitnessReport.Line> lines) {
    return new CheckpointReport(
        isWhole && lines.stream().noneMatch(WitnessReport.Line::isFinding),
        isProved && lines.stream().allMatch(WitnessReport.Line::isKnown),
        text + lines.stream().map(it -> "  %s\n".formatted(it.text())).collect(joining()));
  }

  private static CheckpointReport own(List<SignedCheckpoint> series, RecordCheck.Result result) {
    if (!result.problems().isEmpty()) {
      return new CheckpointReport(
          false,
          true,
          "Checkpoints: NOT whole.\n" + lines(result.problems()) + lines(result.overrides()));
    }
    if (series.isEmpty()) {
      return new CheckpointReport(true, true, "Checkpoints: none was made yet.\n");
    }
    var state = result.state();
    return new CheckpointReport(
        true,
        true,
        "Checkpoints: %d, the newest (%d) of %s. The record has all %d events that they cover; %d are newer.\n%s%s"
            .formatted(
                series.size(),
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
