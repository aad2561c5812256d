package pipelinelock.incident.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentId;

/**
 * The refusals that are kept. The log stays small whatever people do: equal ones within a minute
 * become one entry with a count, floods of different ones are only counted, and none is kept longer
 * than {@link #KEPT}.
 */
public interface RefusalLog {
  /** How long an entry is kept. */
  Duration KEPT = Duration.ofDays(180);

  /** Keeps nothing. */
  RefusalLog NONE =
      new RefusalLog() {
        @Override
        public void add(Refusal refusal) {}

        @Override
        public List<Entry> of(IncidentId incident, int limit) {
          return List.of();
        }

        @Override
        public List<Entry> since(Instant from, int limit) {
          return List.of();
        }
      };

  /**
   * Alike ones of a minute.
   *
   * @param minute when it began
   * @param by empty if it counts all of an hour that were too many to be kept one by one
   * @param code of {@link pipelinelock.incident.Decision.Code}, or {@code MANY}
   */
  record Entry(
      Instant minute,
      Optional<UserId> by,
      String act,
      Optional<IncidentId> incident,
      Optional<EnvironmentName> environment,
      String code,
      long times) {}

  /** Keeps it, or counts it. */
  void add(Refusal refusal);

  /** The newest entries about an incident, newest first. */
  List<Entry> of(IncidentId incident, int limit);

  /** The newest entries about anything since then, newest first. */
  List<Entry> since(Instant from, int limit);
}
