package pipelinelock.diagnosis.look;

import java.util.List;
import java.util.Optional;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;

/**
 * What a diagnosis asks one environment's Concourse. Every method is thread-safe, changes nothing,
 * and throws {@link pipelinelock.environment.RemoteFailure} if it gets no usable answer.
 */
public interface PipelineReader {
  ConcourseVersion version();

  PipelineState pipeline();

  /** Whose the lock is that this commit claimed. */
  HolderBuild holder(LockCommit claim);

  /** Whom Concourse takes the bot for. */
  Account account();

  /** What the build's event stream says up to now, of any pipeline; does not wait for more. */
  BuildActivity activity(long buildId);

  Preparation preparation(long buildId);

  /** The pool resource's last check and those of the lock job's inputs. */
  List<ResourceCheck> checks();

  /** Started builds of all other pipelines, and one-off builds, that the credentials may see. */
  List<Build> otherBuilds();

  List<Worker> workers();

  /** The containers of every team in which the credentials have a role. */
  List<Container> containers();

  /**
   * Whether the pipeline as it is set disables the lock: the lock job's task parameter {@code
   * DISABLE_PIPELINE_LOCKING}. Empty if it is not known.
   */
  default Optional<Boolean> lockingSwitchedOff() {
    return Optional.empty();
  }
}
