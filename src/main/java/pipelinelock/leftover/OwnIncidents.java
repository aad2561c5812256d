package pipelinelock.leftover;

import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;

/** The incidents of the bot's own record. */
public record OwnIncidents(Incidents incidents) implements EarlierIncidents {
  @Override
  public List<Incident> newest(EnvironmentName environment) {
    try {
      return incidents.newest(environment, LOOKED_AT);
    } catch (RuntimeException e) { // also of one that is being closed: no trouble of the look
      throw new RemoteFailure(RemoteFailure.Kind.GARBAGE, "the bot's record could not be read", e);
    }
  }
}
