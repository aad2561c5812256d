package pipelinelock.diagnosis.look;

import java.util.List;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;

/**
 * What a diagnosis asks of the Director of one environment. Every method is safe from several
 * threads at once, changes nothing, and throws {@link pipelinelock.environment.RemoteFailure} when
 * it gets no usable answer.
 */
public interface DirectorReader {
  /** Queued, processing and cancelling tasks of the whole Director, listings left out. */
  List<DirectorTask> openTasks();

  List<DirectorLock> locks();

  /**
   * All instances of the Concourse deployment as the Director's database has them. Comes at once:
   * no agent is asked, and no task is made.
   */
  List<InstanceRow> rows();

  /**
   * All instances of the Concourse deployment, those without a VM too, as their agents tell. Slow
   * by nature: an agent that is dead takes 16 s. Those who ask while an answer is under way share
   * it.
   */
  List<Instance> instances();
}
