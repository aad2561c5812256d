package pipelinelock.doctor;

import java.nio.file.Path;
import java.util.List;
import pipelinelock.store.RecordProbe;

/** The check of the record's file: that the bot could write it. */
public record RecordChecks(Bedside bedside, Path file) {
  public Part part() {
    return new Part(bedside.chapter(), bedside.check("record file", this::look), List.of());
  }

  private Finding look() {
    var probe = RecordProbe.of(file);
    return probe
        .problem()
        .map(it -> Finding.fail(it, "correct %s, or its rights".formatted(bedside.place())))
        .orElseGet(
            () ->
                Finding.ok(
                    probe.exists()
                        ? file + " can be written"
                        : file + " is not there yet, and can be created"));
  }
}
