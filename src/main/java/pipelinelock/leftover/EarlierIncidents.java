package pipelinelock.leftover;

import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;

/** The newest incidents of an environment, as far back as any of them may have left something. */
@FunctionalInterface
public interface EarlierIncidents {
  /** So many are read: what was left before the tenth incident from now, people know by then. */
  int LOOKED_AT = 10;

  /**
   * Newest first, open ones too; those of which the record does not hold are left out.
   *
   * @throws pipelinelock.environment.RemoteFailure when the record gives no answer
   */
  List<Incident> newest(EnvironmentName environment);
}
