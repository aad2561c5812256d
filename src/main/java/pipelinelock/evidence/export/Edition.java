package pipelinelock.evidence.export;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import pipelinelock.wording.UtcTime;

/**
 * When, by what and for which clock a file is written.
 *
 * @param at when it is written
 * @param build the version of the program
 * @param zone of the local times beside UTC
 */
public record Edition(Instant at, String build, ZoneId zone) {
  /** {@code 2026-11-24 12:00:00 UTC}. */
  String utc(Instant time) {
    return UtcTime.of(time);
  }

  /** {@code 2026-11-24 13:00:00 +01:00}. */
  String local(Instant time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT)
        .withZone(zone)
        .format(time);
  }
}
