package pipelinelock.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.wording.Span;

/**
 * The messages for failures of one remote system.
 *
 * @param source where its address comes from: {@code the url}
 */
record Failures(String system, String source) {
  /** Of a system whose address is a {@code url} in the settings. */
  Failures(String system) {
    this(system, ConnectFailure.URL);
  }

  RemoteFailure status(String action, int status, String detail) {
    String tail = detail.isBlank() ? "" : ": " + detail.strip();
    return new RemoteFailure(
        kind(status), "%s answered %d while %s%s".formatted(system, status, action, tail));
  }

  RemoteFailure garbage(String action, String what) {
    return new RemoteFailure(Kind.GARBAGE, "%s sent %s while %s".formatted(system, what, action));
  }

  RemoteFailure webPage(String action) {
    return RemoteFailure.advised(
        Kind.GARBAGE,
        "%s sent a web page, for example a login page, not the expected JSON while %s"
            .formatted(system, action),
        "correct %s, or use the address behind the service that asks people to log in"
            .formatted(source));
  }

  RemoteFailure interrupted(String action, Throwable cause) {
    return new RemoteFailure(
        Kind.UNREACHABLE,
        "%s had not answered when the bot stopped, while %s".formatted(system, action),
        cause);
  }

  RemoteFailure broken(String action, Duration limit, IOException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted(action, cause);
    }
    if (cause instanceof InterruptedIOException) {
      return new RemoteFailure(
          Kind.TIMED_OUT,
          "%s did not answer within %s while %s".formatted(system, Span.limit(limit), action),
          cause);
    }
    var reason = ConnectFailure.of(cause).at(source);
    return RemoteFailure.advised(
        cause instanceof SSLException ? Kind.UNTRUSTED : Kind.UNREACHABLE,
        "%s could not be reached while %s: %s".formatted(system, action, reason.what()),
        reason.cure(),
        cause);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORISED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 429 -> Kind.BUSY;
      default -> status >= 500 ? Kind.BROKEN : status >= 400 ? Kind.REFUSED : Kind.GARBAGE;
    };
  }
}
