package pipelinelock.diagnosis.look;

import java.util.List;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;

/**
 * What a diagnosis asks one environment's Director. Every method is thread-safe, changes nothing,
 * and throws {@link pipelinelock.environment.RemoteFailure} if it gets no usable answer.
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
   * All instances of the Concourse deployment, those without a VM too, as their agents report. Slow
   * by nature: an agent that is dead takes 16 s. Those who ask while an answer is under way share
   * it.
   */
  List<Instance> instances();
}
