package pipelinelock.runbook.platform;

import java.time.Instant;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.ReleaseMessage;

/** Releases one environment's lock. */
public interface LockReleaser {
  /**
   * One approved release. The same values always stand for the same change.
   *
   * @param approved the lock, its claim, and the commit that the release goes on top of
   * @param message finds the release again when its answer was lost
   * @param at when the release was put on record; the commit's time, where the bot may say it
   */
  record Release(Step.ReleaseLock approved, ReleaseMessage message, Instant at) {}

  /** What came of a release. */
  sealed interface Outcome {
    /** The branch has it: from now, or from an earlier try whose answer was lost. */
    record Released(String commit) implements Outcome {}

    /**
     * Somebody else changed the branch since it was approved; nothing was written.
     *
     * @param why a clause that follows "because"
     */
    record Moved(String why) implements Outcome {}

    /** The repository said no and changed nothing. */
    record Refused(String why) implements Outcome {}

    /** No usable answer: the branch may or may not have it. */
    record InDoubt(String why) implements Outcome {}
  }

  /**
   * Moves the lock from {@code claimed} to {@code unclaimed} in one commit on top of the approved
   * one, exactly as pool-resource does, if the branch is still there; never by force. Looks first
   * whether an earlier try arrived, so that it may be repeated: it happens at most once.
   *
   * @throws pipelinelock.environment.RemoteFailure when the branch could not be read; then nothing
   *     was written
   */
  Outcome release(Release release);
}
