package pipelinelock.tunnel;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.SshServer;
import pipelinelock.wording.Outside;

/** Explains why a jumpbox does not forward to a host, and what to do about it. */
record ForwardFailures(SshServer jumpbox, String target) {
  private static final int LONGEST = 120;

  HopFailure of(IOException problem) {
    return Throwables.getCausalChain(problem).stream()
        .filter(SshChannelOpenException.class::isInstance)
        .map(SshChannelOpenException.class::cast)
        .findFirst()
        .map(it -> refused(it.getReasonCode(), shown(it)))
        .orElseGet(() -> broken(problem));
  }

  /** RFC 4254, section 5.1. */
  private HopFailure refused(int reason, String words) {
    return switch (reason) {
      case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED ->
          failure(
              Kind.UNAUTHORISED,
              "does not forward to %s: administratively prohibited%s",
              words,
              "allow it there: AllowTcpForwarding and PermitOpen in sshd_config, and no"
                  + " restrict, no-port-forwarding or other permitopen before the key in"
                  + " authorized_keys");
      case SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE ->
          failure(
              Kind.REFUSED,
              "cannot forward to %s%s",
              words,
              "use a jumpbox whose SSH server can (direct-tcpip)");
      case SshConstants.SSH_OPEN_RESOURCE_SHORTAGE ->
          failure(
              Kind.BUSY, "has no capacity to forward to %s%s", words, "check its load and limits");
      default -> unconnected(words);
    };
  }

  /** What OpenSSH says is the text of its system's error. */
  private HopFailure unconnected(String words) {
    String low = words.toLowerCase(Locale.ROOT);
    if (low.contains("refused")) {
      return failure(
          Kind.UNREACHABLE,
          "reached the host of %s, which refused the connection%s",
          words,
          "check the port in bosh.url, and whether the Director runs");
    }
    if (low.contains("name") || low.contains("resol") || low.contains("nodename")) {
      return failure(
          Kind.UNREACHABLE,
          "cannot resolve the host of %s%s",
          words,
          "check the host in bosh.url: the jumpbox's DNS must resolve it");
    }
    if (low.contains("timed out") || low.contains("route") || low.contains("unreachable")) {
      return failure(
          Kind.UNREACHABLE,
          "cannot reach %s%s",
          words,
          "check the host in bosh.url, and whether its security group allows the jumpbox");
    }
    return failure(
        Kind.UNREACHABLE,
        "could not connect to %s%s",
        words,
        "try it there (nc -vz host port): the host or the port in bosh.url may be wrong");
  }

  HopFailure late(long millis, IOException problem) {
    return new HopFailure(
        Kind.TIMED_OUT,
        "the jumpbox %s did not reach %s within %s s".formatted(jumpbox, target, millis / 1000.0),
        "check the host in bosh.url, and whether its security group allows the jumpbox",
        problem);
  }

  private HopFailure broken(IOException problem) {
    return new HopFailure(
        Kind.UNREACHABLE,
        "the connection to the jumpbox %s broke before it reached %s".formatted(jumpbox, target),
        "try again: the bot is reconnecting",
        problem);
  }

  private HopFailure failure(Kind kind, String what, String words, String cure) {
    String told =
        Optional.of(words).filter(it -> !it.isEmpty()).map(" ('%s')"::formatted).orElse("");
    return new HopFailure(
        kind,
        "the jumpbox %s %s".formatted(jumpbox, what.formatted(target, told)),
        cure,
        new IOException("the channel was not opened"));
  }

  /** The far end's words: one line, printable, and not too long. */
  private static String shown(SshChannelOpenException problem) {
    return Outside.line(String.valueOf(problem.getMessage()), LONGEST);
  }
}
