package pipelinelock.aws.trouble;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** A call to AWS got no answer, or none that can be understood. */
final class Silence {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

  private Silence() {}

  static AwsTrouble of(SdkException problem) {
    var causes = Throwables.getCausalChain(problem);
    if (isAny(
        causes,
        ApiCallTimeoutException.class,
        ApiCallAttemptTimeoutException.class,
        AbortedException.class,
        InterruptedIOException.class)) {
      return new AwsTrouble(Kind.TIMED_OUT, "did not answer in time", "try again");
    }
    if (isAny(causes, UnknownHostException.class)) {
      return new AwsTrouble(
          Kind.UNREACHABLE,
          "has a host name that does not resolve" + host(causes).map(" (%s)"::formatted).orElse(""),
          "check the region, and the DNS of this machine");
    }
    if (isAny(causes, SSLException.class)) {
      return new AwsTrouble(
          Kind.UNREACHABLE,
          "has no certificate that the bot trusts",
          "check the proxy between the bot and AWS");
    }
    // Before the next, as JSON that is none counts as an input that broke. The SDK has a copy of
    // Jackson of its own.
    if (causes.stream().anyMatch(it -> it.getClass().getName().contains(".jackson."))) {
      return unreadable();
    }
    if (isAny(causes, ConnectException.class, NoRouteToHostException.class)) {
      return new AwsTrouble(
          Kind.UNREACHABLE,
          "could not be reached: no connection to AWS",
          "check the network between the bot and AWS, and its proxy (HTTPS_PROXY)");
    }
    if (isAny(causes, IOException.class)) {
      return new AwsTrouble(
          Kind.UNREACHABLE,
          "could not be reached, or the connection broke",
          "check the network between the bot and AWS");
    }
    return ofConfiguration(String.valueOf(problem.getMessage()));
  }

  private static AwsTrouble unreadable() {
    return new AwsTrouble(
        Kind.GARBAGE,
        new Cause.Unreadable(),
        "sent an answer that the bot cannot read",
        "check what is between the bot and AWS");
  }

  private static Optional<String> host(List<Throwable> causes) {
    return causes.stream()
        .filter(UnknownHostException.class::isInstance)
        .map(it -> String.valueOf(it.getMessage()))
        .filter(it -> HOST.matcher(it).matches())
        .findFirst();
  }

  /** The SDK distinguishes this only by its text. */
  private static AwsTrouble ofConfiguration(String text) {
    return text.startsWith("Unable to load region")
        ? AwsTrouble.unauthorised(
            "needs an AWS region, and none is named",
            "write aws.region in the environment, or set AWS_REGION")
        : unreadable();
  }

  private static boolean isAny(List<Throwable> causes, Class<?>... kinds) {
    return causes.stream()
        .anyMatch(cause -> List.of(kinds).stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
