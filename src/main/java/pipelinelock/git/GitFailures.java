package pipelinelock.git;

import com.google.common.base.Throwables;
import com.google.common.collect.Iterables;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.ConnectFailure;
import pipelinelock.wording.Span;

/**
 * Explains why a repository could not be read. JGit gives most reasons only in the text of its
 * exceptions.
 */
final class GitFailures {
  private static final Pattern STATUS = Pattern.compile(": ([45]\\d\\d) ");

  private GitFailures() {}

  static RemoteFailure noBranch(GitLockConfig.Remote remote) {
    return new RemoteFailure(
        Kind.NOT_FOUND,
        "%s has no branch '%s'".formatted(remote.label(), remote.branch()),
        "check the branch, or claim the lock once",
        new IOException("no such branch"));
  }

  static RemoteFailure late(GitLockConfig.Remote remote, Duration limit) {
    return new RemoteFailure(
        Kind.TIMED_OUT, "%s did not answer within %s".formatted(remote.label(), Span.limit(limit)));
  }

  static RemoteFailure tooLarge(GitLockConfig.Remote remote, long limit, Exception problem) {
    return new RemoteFailure(
        Kind.REFUSED,
        "%s sends more than %d MB, so the bot stopped the fetch: its history has large files, and its server cannot filter them out. Allow that (git config uploadpack.allowFilter true on the server), or remove the files from the history"
            .formatted(remote.label(), limit >> 20),
        problem);
  }

  /** Whether the server can only send commits together with what is in their files. */
  static boolean isAboutFilters(Exception problem) {
    return text(Throwables.getCausalChain(problem)).contains("filter requires server");
  }

  /** Whether the repository answered, and has no branch of that name. */
  static boolean isAboutABranchThatIsNotThere(Exception problem) {
    return isAboutABranchThatIsNotThere(text(Throwables.getCausalChain(problem)));
  }

  private static boolean isAboutABranchThatIsNotThere(String text) {
    return text.contains("remote does not have") || text.contains("nothing to fetch");
  }

  static RemoteFailure explain(GitLockConfig.Remote remote, Exception problem) {
    var causes = Throwables.getCausalChain(problem);
    var known = Iterables.getFirst(Iterables.filter(causes, RemoteFailure.class), null);
    if (known != null) {
      return known.again();
    }
    if (isAny(causes, LargeObjectException.class)) {
      return failure(
          Kind.REFUSED,
          remote,
          "has a commit or a folder larger than the bot reads (5 MB)",
          "check it with git log",
          problem);
    }
    var text = text(causes);
    if (isAboutABranchThatIsNotThere(text)) {
      return noBranch(remote);
    }
    if (text.contains("not authorized")
        || text.contains("no credentialsprovider")
        || text.contains("authentication not supported")) {
      return failure(
          Kind.UNAUTHORISED,
          remote,
          remote.credentials().isPresent()
              ? "does not accept the credentials"
              : "requires credentials, and the settings have none",
          remote.credentials().isPresent()
              ? "check user and token"
              : "add a user and a token to " + remote.use().section(),
          problem);
    }
    if (text.contains("not permitted on")) {
      return failure(
          Kind.UNAUTHORISED,
          remote,
          "denies read access to these credentials",
          "grant it, or use others",
          problem);
    }
    if (isAny(causes, NoRemoteRepositoryException.class) || text.contains("not found")) {
      return failure(
          Kind.NOT_FOUND,
          remote,
          "does not exist, or is hidden from these credentials",
          "check %s.uri".formatted(remote.use().section()),
          problem);
    }
    return unanswered(remote, problem, causes, text);
  }

  /** There was a connection, and it broke before the answer was whole. */
  static boolean isABrokenConnection(Exception problem) {
    var causes = Throwables.getCausalChain(problem);
    return isAny(causes, SocketException.class, EOFException.class)
        && !isAny(causes, ConnectException.class, InterruptedIOException.class);
  }

  private static RemoteFailure unanswered(
      GitLockConfig.Remote remote, Exception problem, List<Throwable> causes, String text) {
    if (isAny(causes, InterruptedIOException.class) || text.contains("timed out")) {
      return failure(
          Kind.TIMED_OUT,
          remote,
          "stopped answering in the middle of a fetch",
          "try again, and check the server's load and the network in between",
          problem);
    }
    var status = STATUS.matcher(text);
    if (status.find()) {
      int code = Integer.parseInt(status.group(1));
      return failure(
          kind(code),
          remote,
          "answered %d to a fetch".formatted(code),
          "check its log, and what is in front of it",
          problem);
    }
    return causes.stream()
        .filter(GitFailures::isOfTheConnection)
        .map(IOException.class::cast)
        .findFirst()
        .map(cause -> unreachable(remote, cause, problem))
        .orElseGet(
            () ->
                failure(
                    Kind.GARBAGE,
                    remote,
                    "sent an answer to a fetch that the bot cannot read",
                    "check that %s.uri is a git repository".formatted(remote.use().section()),
                    problem));
  }

  /** The causes of which it is known what they mean; JGit's own are input that broke, too. */
  private static boolean isOfTheConnection(Throwable cause) {
    return cause instanceof UnknownHostException
        || cause instanceof SSLException
        || cause instanceof SocketException
        || cause instanceof EOFException;
  }

  private static RemoteFailure unreachable(
      GitLockConfig.Remote remote, IOException cause, Exception problem) {
    var section = remote.use().section();
    var reason = ConnectFailure.of(cause).at(section + ".uri");
    return new RemoteFailure(
        Kind.UNREACHABLE,
        "%s could not be reached: %s".formatted(remote.label(), reason.what()),
        reason.cure().replace("set ca to", "set %s.ca to".formatted(section)),
        problem);
  }

  private static Kind kind(int status) {
    return status == 429 ? Kind.BUSY : status >= 500 ? Kind.BROKEN : Kind.REFUSED;
  }

  private static RemoteFailure failure(
      Kind kind, GitLockConfig.Remote remote, String what, String cure, Exception problem) {
    return new RemoteFailure(kind, "%s %s".formatted(remote.label(), what), cure, problem);
  }

  private static boolean isAny(List<Throwable> causes, Class<?>... kinds) {
    return causes.stream()
        .anyMatch(cause -> Arrays.stream(kinds).anyMatch(kind -> kind.isInstance(cause)));
  }

  private static String text(List<Throwable> causes) {
    var text = new StringBuilder();
    causes.forEach(cause -> text.append(cause.getMessage()).append('\n'));
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
