package pipelinelock.slack.action;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Sight;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.ongoing.Ongoing;

/** Looks at an environment: reads everything again, which takes some seconds. */
public interface Looks {
  /** The whole, however long it takes. */
  Diagnosis look(EnvironmentName environment);

  /**
   * What the open incident does at this moment. It leads wherever its environment is shown, and
   * nothing else is offered.
   */
  default Ongoing ongoing(Incident open, Instant now) {
    return Ongoing.of(open, now, _ -> Optional.empty());
  }

  /** Where the incident's thread cannot be written now. */
  default Optional<ToldSoFar.Refused> unwritten(IncidentId incident) {
    return Optional.empty();
  }

  /** For a person: what is known soon, and then the whole. */
  default Sight begin(EnvironmentName environment) {
    return Sight.of(look(environment));
  }
}
