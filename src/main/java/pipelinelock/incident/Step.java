package pipelinelock.incident;

import pipelinelock.vm.InstanceId;

/** One step of a plan: what is approved, and what then runs, in this order and no other. */
public sealed interface Step {
  /** What will be done, as an imperative clause for a person. */
  String text();

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
   * @param cid the VM that was approved; another one in its place is left alone
   */
  record Recreate(InstanceId instance, String cid) implements Step {
    @Override
    public String text() {
      return "recreate " + instance + " (VM " + cid + ")";
    }
  }

  /** Looks whether the cure worked. */
  record Verify() implements Step {
    @Override
    public String text() {
      return "check that the VMs run and Concourse answers, and what the lock says";
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
