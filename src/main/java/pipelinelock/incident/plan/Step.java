package pipelinelock.incident.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/** One step of a plan: what is approved is what runs, in this order and no other. */
public sealed interface Step {
  /** What will be done, as an imperative clause for a person. */
  String text();

  /** What a look right before a step must show, else the step is not needed. */
  enum Condition {
    /** The build that hangs, or another one that claims or gives back, is still open. */
    STILL_HUNG("only if the lock is still hung"),
    /** Concourse gives no answer, while the lock's repository and the Director do. */
    STILL_BLIND("only if Concourse is still silent");

    private final String text;

    Condition(String text) {
      this.text = text;
    }

    /** A clause that follows the step's own. */
    public String text() {
      return text;
    }
  }

  /** Stops new builds of the lock job. */
  record PauseJob(String job) implements Step {
    @Override
    public String text() {
      return "pause the job " + job + ", so that nothing new starts";
    }
  }

  /**
   * Ends an open build of the lock job: a worker that goes away under a waiting claim would let the
   * deployment go on without the lock.
   *
   * @param build how people name it, {@code pipeline-lock build 123}
   */
  record AbortBuild(long buildId, String build) implements Step {
    @Override
    public String text() {
      return "abort " + build + " and wait for its end";
    }
  }

  /** Reads the lock again: an aborted claim may have landed. */
  record ReadLock() implements Step {
    @Override
    public String text() {
      return "read the lock again";
    }
  }

  /**
   * Recreates one VM.
   *
   * @param cid the VM that was approved; another one in its place is left alone; empty = it has no
   *     VM, and the Director makes one
   * @param options how it differs from the plain recreate
   * @param onlyIf what the look before it must show; empty = it is done whatever is seen, as by
   *     plans from before there were conditions
   */
  record Recreate(
      InstanceId instance,
      Optional<String> cid,
      Set<RecreateOption> options,
      Optional<Condition> onlyIf)
      implements Step {
    public Recreate {
      options = Set.copyOf(options);
    }

    /**
     * Whether the Director also recreates every VM of the deployment whose agent is silent, the
     * target's or not; seen on a real one, version 280.0.0.
     */
    public boolean renewsAllSilent() {
      return options.contains(RecreateOption.FIX) && !options.contains(RecreateOption.NO_CONVERGE);
    }

    @Override
    public String text() {
      var how =
          options.isEmpty()
              ? ""
              : options.stream()
                  .map(option -> " --" + option.text())
                  .sorted()
                  .collect(Collectors.joining());
      return "recreate "
          + instance
          + cid.map(id -> " (VM " + id + ")").orElse(" (it has no VM)")
          + how
          + onlyIf.map(condition -> ", " + condition.text()).orElse("");
    }
  }

  /**
   * Looks whether the cure worked.
   *
   * @param workers that were registered on the VMs before, and must be again
   */
  record Verify(List<ExpectedWorker> workers) implements Step {
    public Verify {
      workers = List.copyOf(workers);
    }

    @Override
    public String text() {
      return "check that the VMs run and Concourse answers, and what the lock says";
    }
  }

  /**
   * A worker that belongs to a VM.
   *
   * @param prefix the first block of the instance's id, with which the worker's name begins
   * @param tags sorted
   */
  record ExpectedWorker(String prefix, List<String> tags) {
    public ExpectedWorker {
      tags = tags.stream().sorted().toList();
    }
  }

  /**
   * Gives the lock back, by the one commit that pool-resource would make.
   *
   * @param claimCommit the claim that is given back; any newer change of the lock forbids it
   * @param tip the branch's newest commit; the release goes on top of it or not at all
   */
  record ReleaseLock(String pool, String lock, String claimCommit, String tip) implements Step {
    @Override
    public String text() {
      return "release the lock %s/%s (claimed by commit %s), if the branch is still at %s"
          .formatted(pool, lock, shortId(claimCommit), shortId(tip));
    }

    private static String shortId(String commit) {
      return commit.substring(0, Math.min(8, commit.length()));
    }
  }

  /**
   * Gives back the lock that the plan's own aborts leave claimed, and no other claim.
   *
   * @param aborted ids of the builds that the plan aborts
   * @param claimCommit the claim that hangs, where the lock was claimed when the plan was made; a
   *     build that is aborted may claim later, by a commit that nobody knows yet
   */
  record GiveBack(Set<Long> aborted, Optional<String> claimCommit) implements Step {
    public GiveBack {
      aborted = Set.copyOf(aborted);
    }

    @Override
    public String text() {
      return "give the lock back, if what was aborted here leaves it claimed";
    }
  }

  /**
   * Gives the lock back once more where a claim that is dead takes it from the release: its build
   * was aborted, and Concourse before 7.13.0 lets it have the next free lock before it ends.
   *
   * @param claims ids of the builds whose claims waited behind the lock, or whose claim's container
   *     was left over; what takes the lock and goes on to its run keeps it
   */
  record ReleaseAgain(Set<Long> claims) implements Step {
    public ReleaseAgain {
      claims = Set.copyOf(claims);
    }

    @Override
    public String text() {
      return "give the lock back once more, if an aborted claim takes it";
    }
  }

  /** Starts a deployment by its first job, unless one has the lock or waits for it already. */
  record StartDeployment(String job) implements Step {
    @Override
    public String text() {
      return "start the deployment again (job %s), unless one runs or waits already".formatted(job);
    }
  }

  /** Watches the deployment that was started, or that was there already, until it has the lock. */
  record FollowDeployment() implements Step {
    @Override
    public String text() {
      return "follow the deployment until it has the lock";
    }
  }

  /**
   * Watches the run of that deployment until it has given the lock back; one that hangs again is
   * reported, and another request may follow.
   */
  record FollowRun() implements Step {
    @Override
    public String text() {
      return "follow its run until it has given the lock back";
    }
  }

  /** Lets a job start builds again. */
  record UnpauseJob(String job) implements Step {
    @Override
    public String text() {
      return "unpause the job " + job;
    }
  }

  /** Lets all jobs of a pipeline start builds again. */
  record UnpausePipeline(String pipeline) implements Step {
    @Override
    public String text() {
      return "unpause the pipeline " + pipeline;
    }
  }

  /** Looks afresh whether a lighter cure worked, and what is there now. */
  record LookAgain() implements Step {
    @Override
    public String text() {
      return "look again, whether it worked and what is there now";
    }
  }
}
