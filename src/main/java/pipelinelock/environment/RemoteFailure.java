package pipelinelock.environment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.secrecy.KnownSecrets;

/**
 * A remote system did not do what was asked of it. The message says what was being done, against
 * which system, and what happened. It never contains a secret, even if the remote echoed one: known
 * secrets are removed here, so it may be shown in Slack as it is. The cause is unchanged; the log
 * removes the secrets from that.
 */
public final class RemoteFailure extends RuntimeException {
  /** What kind of failure it was: decides whether asking again makes sense, and the advice. */
  public enum Kind {
    /** No connection, or it broke: the request may or may not have been acted on. */
    UNREACHABLE,
    /**
     * Something took the connection, and the TLS handshake with it failed: who it is, is not known.
     */
    UNTRUSTED,
    /** No answer within the time limit: the request may or may not have been acted on. */
    TIMED_OUT,
    /** No answer yet, and it is still waited for: that says nothing about the remote. */
    AWAITED,
    /** The credentials are wrong or expired, or it does not say that they lack a right. */
    UNAUTHORISED,
    /** The credentials are right, and lack a role or a right for this. */
    FORBIDDEN,
    /** What was asked for is not there. */
    NOT_FOUND,
    /** The remote understood and said no (4xx). */
    REFUSED,
    /** The remote asks to slow down (429). */
    BUSY,
    /** The remote broke (5xx): the request may or may not have been acted on. */
    BROKEN,
    /** An answer that cannot be understood. */
    GARBAGE,
    /** Nobody was asked: the bot itself lacks what it needs for that, such as a secret. */
    UNREADY
  }

  private final Kind kind;
  private final String what;
  private final Optional<String> cure;

  public RemoteFailure(Kind kind, String message) {
    this(kind, message, message, Optional.empty(), null);
  }

  public RemoteFailure(Kind kind, String message, Throwable cause) {
    this(kind, message, message, Optional.empty(), cause);
  }

  /**
   * A failure whose cure is known.
   *
   * @param what which part of the way failed, and what it answered
   * @param cure what to do about it, as an order
   */
  public RemoteFailure(Kind kind, String what, String cure, Throwable cause) {
    this(kind, what + "; " + cure, what, Optional.of(cure), cause);
  }

  private RemoteFailure(
      Kind kind, String message, String what, Optional<String> cure, @Nullable Throwable cause) {
    super(KnownSecrets.hide(message), cause);
    this.kind = kind;
    this.what = KnownSecrets.hide(what);
    this.cure = cure.map(KnownSecrets::hide);
  }

  /** A failure with a known remedy, shown only where there is room for it. */
  public static RemoteFailure advised(Kind kind, String message, String cure, Throwable cause) {
    return new RemoteFailure(kind, message, message, Optional.of(cure), cause);
  }

  /** The same of an answer that was understood. */
  public static RemoteFailure advised(Kind kind, String message, String cure) {
    return new RemoteFailure(kind, message, message, Optional.of(cure), null);
  }

  /** The same failure for another caller, with a stack trace of its own. */
  public RemoteFailure again() {
    return new RemoteFailure(kind, String.valueOf(getMessage()), what, cure, this);
  }

  /** What came of it, without the cure: the whole message where no cure is known. */
  public String what() {
    return what;
  }

  /** What to do about it, where that is known. */
  public Optional<String> cure() {
    return cure;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the remote may have acted although it gave no usable answer. */
  public boolean leavesDoubt() {
    return switch (kind) {
      // A connection may also break within TLS after the handshake.
      case UNREACHABLE, UNTRUSTED, TIMED_OUT, AWAITED, BROKEN, GARBAGE -> true;
      case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED, BUSY, UNREADY -> false;
    };
  }

  /** Whether it may go well later, with nothing done about it but waiting. */
  public boolean mayPass() {
    return switch (kind) {
      case BUSY, UNREADY -> true;
      case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED -> false;
      case UNREACHABLE, UNTRUSTED, TIMED_OUT, AWAITED, BROKEN, GARBAGE -> true;
    };
  }
}
