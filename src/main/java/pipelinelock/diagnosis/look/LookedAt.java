package pipelinelock.diagnosis.look;

import java.util.List;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;

/** The environments that can be looked at, and what the bot itself knows about each. */
public interface LookedAt {
  /** Where the evidence about this environment is read, at this moment. */
  Sources sources(EnvironmentName name);

  /**
   * The diagnosis of this environment, with what earlier incidents left undone there; or with a
   * note that says so, if that is not known.
   */
  Diagnosis withLeftovers(EnvironmentName name, Diagnosis diagnosis);

  /** What people should know of the environment's settings; usually nothing. */
  List<String> notes(EnvironmentName name);
}
