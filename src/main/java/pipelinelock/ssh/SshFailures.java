package pipelinelock.ssh;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.kex.KexProposalOption;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.Conversation.Disagreement;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Shortlist;
import pipelinelock.wording.Span;

/** Explains why an SSH connection failed, and what to do about it. */
record SshFailures(SshServer server, Duration limit) {
  private static final int MOST_NAMES = 6;
  private static final int LONGEST = 120;
  private static final String TOO_MANY = "Too many authentication failures";
  private static final String SLOW_LOGIN =
      "check its load, and what its login waits for (UseDNS, PAM)";

  static RemoteFailure unknownHost(SshServer server) {
    return new RemoteFailure(
        Kind.UNREACHABLE,
        "the SSH server %s has a host name that does not resolve".formatted(server),
        "check the name, and the DNS of this machine",
        new java.net.UnknownHostException(server.host()));
  }

  static boolean isAboutHostKeys(Disagreement disagreement) {
    return disagreement.about() == KexProposalOption.SERVERKEYS;
  }

  /** Before there was a connection. */
  RemoteFailure connecting(IOException problem) {
    if (isAny(problem, ConnectException.class)) {
      return failure(
          Kind.UNREACHABLE,
          "could not be reached: the connection was refused",
          "check host and port, and that sshd runs there",
          problem);
    }
    if (isAny(problem, NoRouteToHostException.class)) {
      return failure(
          Kind.UNREACHABLE,
          "could not be reached: there is no route to its host",
          "check the host, and the network from here to it (VPN, security group)",
          problem);
    }
    if (isAny(problem, TimeoutException.class)) {
      return unanswered(problem);
    }
    return interruptedOr(problem, "closed the connection immediately", "check host and port");
  }

  /** In the midst of it. */
  RemoteFailure notYet(Optional<Conversation> said, Exception problem) {
    if (said.filter(Conversation::isConnected).isEmpty()) {
      return unanswered(problem);
    }
    return said.filter(Conversation::isIntroduced).isPresent()
        ? failure(
            Kind.TIMED_OUT,
            "did not complete the login within %s".formatted(Span.limit(limit)),
            SLOW_LOGIN,
            problem)
        : unintroduced(said.orElseThrow(), true, problem);
  }

  private RemoteFailure unanswered(Exception problem) {
    return failure(
        Kind.TIMED_OUT,
        "did not answer within %s".formatted(Span.limit(limit)),
        "check host and port, and whether a firewall or security group allows this machine",
        problem);
  }

  /** Once there was a connection. */
  RemoteFailure loggingIn(
      HostKeyCheck check, Conversation said, LoginKeys keys, Exception problem) {
    var refusal = check.refusal();
    if (refusal.isPresent()) {
      return failure(Kind.UNAUTHORISED, refusal.get().what(), refusal.get().cure(), problem);
    }
    if (said.disagreement().isPresent()) {
      return disagreed(said.disagreement().get(), problem);
    }
    if (isBadCertificate(check, said, problem)) {
      return failure(
          Kind.UNAUTHORISED,
          "presented a host certificate that is not valid: " + fault(problem),
          "have it signed again, for the host name in proxy or uri (ssh-keygen -Lf shows its contents)",
          problem);
    }
    if (said.alsoWanted().isPresent()) {
      return failure(
          Kind.UNAUTHORISED,
          "accepts the key, but also requires a second factor (%s), which a bot cannot give"
              .formatted(said.alsoWanted().get()),
          "allow its user to log in with a key alone (AuthenticationMethods publickey, in a Match User block)",
          problem);
    }
    var farewell = farewell(said, problem);
    if (farewell.isPresent()) {
      return hungUp(shown(farewell.get()), said, keys, problem);
    }
    return isRejected(problem) ? rejected(said, problem) : unfinished(check, said, problem);
  }

  private RemoteFailure disagreed(Disagreement it, Exception problem) {
    return failure(
        Kind.REFUSED,
        "has no %s in common with the bot: it offers %s; the bot offers %s"
            .formatted(words(it.about()), names(it.server()), names(it.bot())),
        "allow one of the bot's (%s in its sshd_config)".formatted(option(it.about())),
        problem);
  }

  private static String words(KexProposalOption about) {
    return switch (about) {
      case ALGORITHMS -> "key exchange";
      case SERVERKEYS -> "host key algorithm";
      case C2SENC, S2CENC -> "cipher";
      case C2SMAC, S2CMAC -> "MAC";
      case C2SCOMP, S2CCOMP -> "compression";
      case C2SLANG, S2CLANG -> "language";
    };
  }

  private static String option(KexProposalOption about) {
    return switch (about) {
      case ALGORITHMS -> "KexAlgorithms";
      case SERVERKEYS -> "HostKeyAlgorithms";
      case C2SENC, S2CENC -> "Ciphers";
      case C2SMAC, S2CMAC -> "MACs";
      case C2SCOMP, S2CCOMP, C2SLANG, S2CLANG -> "Compression";
    };
  }

  private static String names(List<String> all) {
    return all.isEmpty() ? "nothing" : Shortlist.of(all, MOST_NAMES);
  }

  private static boolean isBadCertificate(
      HostKeyCheck check, Conversation said, Exception problem) {
    return check.trusted().isEmpty()
        && problem instanceof SshException
        && said.hostKeyAlgorithm().filter(HostKeyOffer::isCertificate).isPresent();
  }

  /** The library distinguishes the reasons only by its wording. */
  private static String fault(Exception problem) {
    String text = String.valueOf(problem.getMessage());
    if (text.contains("expired")) {
      return "it has expired, or is not valid yet";
    }
    if (text.contains("invalid principal")) {
      return "it is for another host name";
    }
    if (text.contains("no principals")) {
      return "it names no host";
    }
    return "its signature or kind is wrong";
  }

  /** Heard by the listener, or only by the exception that came of it. */
  private static Optional<String> farewell(Conversation said, Exception problem) {
    return said.farewell()
        .or(
            () ->
                Throwables.getCausalChain(problem).stream()
                    .map(it -> String.valueOf(it.getMessage()))
                    .filter(it -> it.contains(TOO_MANY))
                    .findFirst());
  }

  private RemoteFailure hungUp(String words, Conversation said, LoginKeys keys, Exception problem) {
    if (words.contains(TOO_MANY)) {
      String tried =
          "closed the connection after %d keys: '%s'".formatted(said.tried().size(), words);
      return keys.identity() instanceof SshIdentity.Agent
          ? failure(
              Kind.UNAUTHORISED,
              tried,
              "keep only its own key in the agent (ssh-add -D, then ssh-add that key), or put the key into the settings",
              problem)
          : failure(Kind.UNAUTHORISED, tried, cureOfAKey(), problem);
    }
    return failure(
        Kind.UNREACHABLE, "closed the connection: '%s'".formatted(words), "check its log", problem);
  }

  private RemoteFailure rejected(Conversation said, Exception problem) {
    return said.tried().isEmpty()
        ? failure(
            Kind.UNAUTHORISED,
            "does not allow logins with a key",
            "allow it for this user (PubkeyAuthentication and AuthenticationMethods in"
                + " sshd_config)",
            problem)
        : failure(
            Kind.UNAUTHORISED,
            "does not accept the key%s %s for the user %s"
                .formatted(said.tried().size() == 1 ? "" : "s", names(said.tried()), server.user()),
            cureOfAKey(),
            problem);
  }

  private String cureOfAKey() {
    return "check the user, and that the public key is in its authorized_keys there, without a"
        + " from= that excludes this machine";
  }

  private RemoteFailure unfinished(HostKeyCheck check, Conversation said, Exception problem) {
    boolean late = isAny(problem, TimeoutException.class);
    if (!said.isIntroduced()) {
      return unintroduced(said, late, problem);
    }
    if (late) {
      return failure(
          Kind.TIMED_OUT,
          "did not complete the login within %s: it stopped answering %s"
              .formatted(
                  Span.limit(limit),
                  check.trusted().isPresent() ? "during the login" : "before its key"),
          SLOW_LOGIN,
          problem);
    }
    return interruptedOr(problem, "closed the connection during the login", "check its log");
  }

  private RemoteFailure unintroduced(Conversation said, boolean late, Exception problem) {
    var words = said.lines().stream().map(SshFailures::shown).filter(it -> !it.isEmpty());
    Optional<String> last = words.reduce((_, second) -> second);
    String told = last.map("; it sent '%s'"::formatted).orElse("");
    if (late) {
      return failure(
          Kind.TIMED_OUT,
          "accepted the connection, but sent no SSH greeting within %s%s"
              .formatted(Span.limit(limit), told),
          "check the port, and what listens on it",
          problem);
    }
    return interruptedOr(
        problem,
        "closed the connection before any SSH greeting" + told,
        "check the port; if sshd listens on it, it has too many connections (MaxStartups) or blocks this machine (hosts.deny, fail2ban)");
  }

  private RemoteFailure interruptedOr(Exception problem, String what, String cure) {
    if (isAny(problem, InterruptedIOException.class, InterruptedException.class)) {
      Thread.currentThread().interrupt();
      return failure(
          Kind.UNREACHABLE, "had not answered when the bot stopped waiting", "ask again", problem);
    }
    return failure(Kind.UNREACHABLE, what, cure, problem);
  }

  /** Words from outside: one line, printable, and not too long. */
  private static String shown(String words) {
    return Outside.line(words, LONGEST);
  }

  private static boolean isRejected(Exception problem) {
    return problem instanceof SshException ssh
        && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
  }

  private static boolean isAny(Exception problem, Class<?>... kinds) {
    return Throwables.getCausalChain(problem).stream()
        .anyMatch(cause -> Arrays.stream(kinds).anyMatch(kind -> kind.isInstance(cause)));
  }

  private RemoteFailure failure(Kind kind, String what, String cure, Exception problem) {
    return new RemoteFailure(kind, "the SSH server %s %s".formatted(server, what), cure, problem);
  }
}
