package pipelinelock.world.sim;

import java.util.List;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.world.CommitFact;
import pipelinelock.world.Remotes;

/** What is done to a judge to break it on purpose: to what it reads, or to what it says. */
interface Sabotage {
  /** The judge as it is. */
  Sabotage NONE = new Sabotage() {};

  default Remotes remotes(Remotes remotes) {
    return remotes;
  }

  default List<CommitFact> commits(List<CommitFact> commits) {
    return commits;
  }

  default Diagnosis judged(Diagnosis diagnosis) {
    return diagnosis;
  }
}
