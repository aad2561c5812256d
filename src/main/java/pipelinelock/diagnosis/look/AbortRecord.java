package pipelinelock.diagnosis.look;

import java.time.Instant;
import java.util.List;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;

/** The aborts that the bot asked for, according to its own record. Thread-safe. */
@FunctionalInterface
public interface AbortRecord {
  /**
   * All that were asked for since a moment, and maybe earlier ones.
   *
   * @throws RemoteFailure when the record cannot be read back to that moment, or does not hold
   */
  List<AskedAbort> since(EnvironmentName environment, Instant moment);
}
