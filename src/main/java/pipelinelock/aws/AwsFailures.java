package pipelinelock.aws;

import com.google.common.base.Throwables;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Says in the bot's words why CodeCommit could not be read or written. AWS's own texts are not
 * repeated.
 */
final class AwsFailures {
  /** The same in every AWS service: IAM User Guide, "Common errors". */
  static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredToken",
          "ExpiredTokenException");

  private final CodeCommitConfig config;

  AwsFailures(CodeCommitConfig config) {
    this.config = config;
  }

  RemoteFailure late() {
    return new RemoteFailure(
        Kind.TIMED_OUT,
        "%s did not answer within %s s"
            .formatted(config.repository().told(), config.deadline().toMillis() / 1000.0));
  }

  RemoteFailure unreadable(String action) {
    return new RemoteFailure(
        Kind.GARBAGE,
        "%s gave an answer to %s that the bot cannot read"
            .formatted(config.repository().told(), action));
  }

  /**
   * @param action the call to CodeCommit, {@code GetBranch}
   */
  RemoteFailure explain(String action, SdkException problem) {
    return switch (problem) {
      case RepositoryDoesNotExistException _ ->
          failure(
              Kind.NOT_FOUND, "does not exist for this account: check name and region", problem);
      case BranchDoesNotExistException _ -> noBranch(problem);
      case StsException sts -> refused("sts:AssumeRole", sts);
      case AwsServiceException service -> refused("codecommit:" + action, service);
      default -> unanswered(action, problem);
    };
  }

  private RemoteFailure noBranch(SdkException problem) {
    return failure(
        Kind.NOT_FOUND,
        "has no branch '%s': check the branch, or claim the lock once"
            .formatted(config.repository().branch()),
        problem);
  }

  private RemoteFailure refused(String right, AwsServiceException problem) {
    String code =
        Optional.ofNullable(problem.awsErrorDetails())
            .map(AwsErrorDetails::errorCode)
            .orElse("an unnamed error");
    if (code.startsWith("AccessDenied")) {
      return failure(Kind.UNAUTHORISED, "%s: %s".formatted(cannot(right), denied(right)), problem);
    }
    if (BAD_CREDENTIALS.contains(code)) {
      return failure(
          Kind.UNAUTHORISED,
          "%s: AWS does not accept the bot's credentials (%s); renew them"
              .formatted(cannot(right), code),
          problem);
    }
    if (problem.isThrottlingException()) {
      return failure(Kind.BUSY, "is asked too often: AWS throttles %s".formatted(right), problem);
    }
    return failure(
        problem.statusCode() >= 500 ? Kind.BROKEN : Kind.REFUSED,
        "answered %d (%s) to %s".formatted(problem.statusCode(), code, right),
        problem);
  }

  private static String cannot(String right) {
    return right.equals("codecommit:CreateCommit") ? "cannot be written" : "cannot be read";
  }

  private String denied(String right) {
    var role = config.access().role().map(CodeCommitConfig.Role::arn);
    if (right.startsWith("sts:")) {
      return "the bot may not take on the role %s; allow %s, and check the role's trust policy and external id"
          .formatted(role.orElse("of its settings"), right);
    }
    return "%s lacks the right %s; allow it"
        .formatted(role.map("the role %s"::formatted).orElse("the bot"), right);
  }

  private RemoteFailure unanswered(String action, SdkException problem) {
    var causes = Throwables.getCausalChain(problem);
    if (isAny(
        causes,
        ApiCallTimeoutException.class,
        ApiCallAttemptTimeoutException.class,
        AbortedException.class,
        InterruptedIOException.class)) {
      return late();
    }
    if (isAny(causes, UnknownHostException.class)) {
      return failure(Kind.UNREACHABLE, "has a host that DNS does not know: check region", problem);
    }
    if (isAny(causes, SSLException.class)) {
      return failure(Kind.UNREACHABLE, "has no certificate that the bot trusts", problem);
    }
    if (text(problem).contains("load credentials")) {
      return failure(
          Kind.UNAUTHORISED,
          "cannot be read: the bot has no AWS credentials; give it a role or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY",
          problem);
    }
    if (isAny(causes, SocketException.class) || text(problem).contains("execute http request")) {
      return failure(Kind.UNREACHABLE, "could not be reached, or the connection broke", problem);
    }
    return unreadable(action);
  }

  private RemoteFailure failure(Kind kind, String what, SdkException problem) {
    String message = config.repository().told() + " " + what;
    // AWS's text on a refused signature repeats the request, session token included.
    return problem instanceof AwsServiceException
        ? new RemoteFailure(kind, message)
        : new RemoteFailure(kind, message, problem);
  }

  private static String text(SdkException problem) {
    return String.valueOf(problem.getMessage());
  }

  private static boolean isAny(List<Throwable> causes, Class<?>... kinds) {
    return causes.stream()
        .anyMatch(cause -> Set.of(kinds).stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
