package pipelinelock.lock;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.lock.LockMessage.PoolResource;
import pipelinelock.lock.LockMessage.Verb;
import pipelinelock.secrecy.KnownSecrets;

/**
 * A commit that changed the lock's files.
 *
 * @param id the full commit id
 * @param at the committer's time, by the clock of the worker or person who made it
 * @param author {@code name <address>} as the commit has it, cut where it is very long
 * @param message the whole message as the commit has it, cut where it is very long
 * @param effect what it did to the lock, according to its files and not its message
 */
public record LockCommit(
    String id, Instant at, String author, String message, LockMessage meaning, Effect effect) {
  private static final int LONGEST_AUTHOR = 500;
  private static final int LONGEST_MESSAGE = 10_000;

  /** What a commit did to the lock. */
  public enum Effect {
    /** {@code claimed/LOCK} came into being: who made this commit holds the lock. */
    CLAIMS,
    /** The lock went back to {@code unclaimed/}, or was made there. */
    FREES,
    /** Afterwards the lock was in both folders or in neither. */
    BREAKS,
    /** A note, or another edit, that moved nothing: it neither holds nor releases. */
    TOUCHES
  }

  public LockCommit {
    author = cut(author, LONGEST_AUTHOR);
    message = cut(message, LONGEST_MESSAGE);
  }

  private static String cut(String text, int longest) {
    return KnownSecrets.cut(text, longest);
  }

  /** Whether it left the lock where it was. */
  public boolean isNote() {
    return effect == Effect.TOUCHES;
  }

  /**
   * Who made it, where pool-resource did for a build; empty where a person, a script or the bot
   * did.
   */
  public Optional<Holder> maker() {
    return meaning instanceof PoolResource(var _, var _, var holder) && !isReleaseByTheBot()
        ? Optional.of(holder)
        : Optional.empty();
  }

  /** Who claimed, as the message of a claim says; empty for every other message. */
  public Optional<Holder> claimant() {
    return meaning instanceof PoolResource(var verb, var _, var holder)
            && (verb == Verb.CLAIMING || verb == Verb.ADDING_CLAIMED)
        ? Optional.of(holder)
        : Optional.empty();
  }

  /** The build that claimed, if this is a claim by a build of a job. */
  public Optional<BuildRef> claimingBuild() {
    return claimant()
        .filter(Holder.JobBuild.class::isInstance)
        .map(holder -> ((Holder.JobBuild) holder).build());
  }

  /** The person who made it and can be asked; empty where a program did, such as pool-resource. */
  public Optional<String> person() {
    return Optional.of(author).filter(it -> !Committer.of(it).isProgram());
  }

  /** Whether the bot made it to give the lock back: dated by its clock, decided by people. */
  public boolean isReleaseByTheBot() {
    return ReleaseMessage.subject(message).isPresent();
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
