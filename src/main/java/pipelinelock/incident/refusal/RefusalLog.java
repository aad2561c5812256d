package pipelinelock.incident.refusal;

import java.time.Instant;
import java.util.List;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentId;

/**
 * The refusals that are kept. Whatever people do, it stays small: what is alike within a minute is
 * one entry with a count, and where too many unlike ones come they are only counted.
 */
public interface RefusalLog {
  /** Keeps nothing. */
  RefusalLog NONE =
      new RefusalLog() {
        @Override
        public void add(Refusal refusal) {}

        @Override
        public List<Entry> of(IncidentId incident, int limit) {
          return List.of();
        }
      };

  /**
   * Alike ones of a minute.
   *
   * @param minute when it began
   * @param code of {@link pipelinelock.incident.Decision.Code}
   */
  record Entry(Instant minute, UserId by, String act, String code, long times) {}

  /** Keeps it, or counts it. */
  void add(Refusal refusal);

  /** The newest entries about an incident, newest first. */
  List<Entry> of(IncidentId incident, int limit);
}
