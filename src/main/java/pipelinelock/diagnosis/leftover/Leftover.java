package pipelinelock.diagnosis.leftover;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Outside;

/**
 * Something that an earlier incident left undone. Two sources agree on it: the bot's record says
 * that the incident did it and did not undo it, and a look shows that it is still so.
 */
public sealed interface Leftover {
  /** Whose it is: {@code INC-7}. */
  String incident();

  /** A sentence for a person. */
  String said();

  /** The cure that ends it, as people type it: {@code unpause}. */
  String endedBy();

  /**
   * The incident paused the lock job, and nobody let it go again.
   *
   * @param by whom Concourse names for the pause, where that is not the bot's own account: somebody
   *     may have paused it again
   */
  record PausedJob(String incident, String job, Optional<String> by) implements Leftover {
    @Override
    public String said() {
      return "%s left the job %s paused%s, so nothing new can start."
          .formatted(
              incident,
              Outside.name(job),
              by.map(name -> " (Concourse names %s for the pause)".formatted(Outside.name(name)))
                  .orElse(""));
    }

    @Override
    public String endedBy() {
      return "unpause";
    }
  }

  /**
   * The incident stopped in the midst of its recreates, and these VMs of its plan do not run.
   *
   * @param instances those that it did not recreate to the end, in its order
   */
  record BrokenVms(String incident, List<InstanceId> instances) implements Leftover {
    public BrokenVms {
      instances = List.copyOf(instances);
    }

    @Override
    public String said() {
      return "%s stopped half way, and %s %s not run."
          .formatted(
              incident,
              instances.stream().map(InstanceId::shortForm).collect(joining(" and ")),
              instances.size() == 1 ? "does" : "do");
    }

    @Override
    public String endedBy() {
      return "recreate";
    }
  }

  /**
   * The incident aborted a build, and the lock still belongs to it.
   *
   * @param build its job and number, {@code pipeline-lock build 123}
   * @param commit the claim
   */
  record OrphanedClaim(String incident, String build, String commit) implements Leftover {
    @Override
    public String said() {
      return "%s aborted %s, and the lock still belongs to it."
          .formatted(incident, Outside.name(build));
    }

    @Override
    public String endedBy() {
      return "release";
    }
  }
}
