package pipelinelock.slack.action;

import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.runbook.Sight;

/** Looking at an environment: reads everything anew, which takes some seconds. */
public interface Looks {
  /** The whole, however long it takes. */
  Diagnosis look(EnvironmentName environment);

  /** For a person: what is known soon, and then the whole. */
  default Sight begin(EnvironmentName environment) {
    return Sight.of(look(environment));
  }
}
