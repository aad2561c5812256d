package pipelinelock.lock;

import java.time.Instant;
import java.util.Optional;

/**
 * One commit that changed the lock.
 *
 * @param id the full commit id
 * @param at the committer's time, by the clock of the worker or person that made it
 * @param author {@code name <address>} as the commit has it
 * @param message the whole message as the commit has it
 */
public record LockCommit(
    String id, Instant at, String author, String message, LockMessage meaning) {
  /** The build that claimed, if this is a claim by a build of a job. */
  public Optional<BuildRef> claimingBuild() {
    return meaning instanceof LockMessage.PoolResource(var verb, var _, Holder.JobBuild(var build))
            && (verb == LockMessage.Verb.CLAIMING || verb == LockMessage.Verb.ADDING_CLAIMED)
        ? Optional.of(build)
        : Optional.empty();
  }

  /** The first line of the message. */
  public String subject() {
    return message.lines().findFirst().orElse("").strip();
  }

  /** The first eight digits of the id: enough for a person. */
  public String shortId() {
    return id.length() <= 8 ? id : id.substring(0, 8);
  }
}
