package pipelinelock.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import pipelinelock.environment.EnvironmentName;

/**
 * What the record still says about an incident whose events were moved to a file.
 *
 * @param endedAt when its last event happened
 * @param at when it was archived
 * @param file the name of the file, without its folder
 */
public record ArchivedIncident(
    IncidentId id, EnvironmentName environment, Instant endedAt, Instant at, String file) {
  /** For whoever asks for it. */
  public String sentence() {
    return "%s of %s, which ended on %s, was archived on %s. Ask whoever runs this bot for the file %s."
        .formatted(id, environment, day(endedAt), day(at), file);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
