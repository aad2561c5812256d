package pipelinelock.tunnel;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** Says in the bot's words why there is no connection to an SSH server. */
final class SshFailures {
  private SshFailures() {}

  static RemoteFailure connecting(SshServer server, Duration limit, IOException problem) {
    if (isAny(problem, ConnectException.class)) {
      return failure(
          Kind.UNREACHABLE,
          server,
          "could not be reached: the connection was refused; check host and port",
          problem);
    }
    return common(server, limit, problem);
  }

  static RemoteFailure loggingIn(
      SshServer server, Duration limit, HostKeyCheck check, Exception problem) {
    var refusal = check.refusal();
    if (refusal.isPresent()) {
      return failure(Kind.UNAUTHORISED, server, refusal.get(), problem);
    }
    if (isRejected(problem)) {
      return failure(
          Kind.UNAUTHORISED,
          server,
          "does not accept the key: check the user, and that the server has the public key",
          problem);
    }
    return common(server, limit, problem);
  }

  private static boolean isRejected(Exception problem) {
    return problem instanceof SshException ssh
        && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
  }

  private static RemoteFailure common(SshServer server, Duration limit, Exception problem) {
    if (isAny(problem, TimeoutException.class)) {
      return failure(
          Kind.TIMED_OUT,
          server,
          "did not let the bot in within %s s".formatted(limit.toMillis() / 1000.0),
          problem);
    }
    if (isAny(problem, InterruptedIOException.class, InterruptedException.class)) {
      Thread.currentThread().interrupt();
      return failure(Kind.UNREACHABLE, server, "was not waited for any longer", problem);
    }
    return failure(
        Kind.UNREACHABLE, server, "broke off the connection before the bot was in", problem);
  }

  private static boolean isAny(Exception problem, Class<?>... kinds) {
    for (var cause : Throwables.getCausalChain(problem)) {
      for (var kind : kinds) {
        if (kind.isInstance(cause)) {
          return true;
        }
      }
    }
    return false;
  }

  private static RemoteFailure failure(
      Kind kind, SshServer server, String what, Exception problem) {
    return new RemoteFailure(kind, "the SSH server %s %s".formatted(server, what), problem);
  }
}
