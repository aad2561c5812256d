package pipelinelock.diagnosis.look;

import java.time.Instant;
import java.util.List;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;

/** What the bot's own record tells of the aborts that it asked for. Safe from several threads. */
@FunctionalInterface
public interface AbortRecord {
  /**
   * All that were asked for since a moment, and maybe earlier ones.
   *
   * @throws RemoteFailure when the record cannot be read back to that moment, or does not hold
   */
  List<AskedAbort> since(EnvironmentName environment, Instant moment);
}
