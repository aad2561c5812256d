package pipelinelock.slack.command;

import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;

/** Looking at an environment: reads everything anew, which takes some seconds. */
public interface Looks {
  Diagnosis look(EnvironmentName environment);
}
