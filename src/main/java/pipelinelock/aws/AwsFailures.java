package pipelinelock.aws;

import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.Cause;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.wording.Span;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;

/** Explains why CodeCommit could not be read or written. */
final class AwsFailures {
  private final CodeCommitConfig config;

  AwsFailures(CodeCommitConfig config) {
    this.config = config;
  }

  RemoteFailure late() {
    return new RemoteFailure(
        Kind.TIMED_OUT,
        "%s did not answer within %s"
            .formatted(config.repository().label(), Span.limit(config.deadline())));
  }

  RemoteFailure unreadable(String action) {
    return new RemoteFailure(
        Kind.GARBAGE,
        "%s sent an answer to %s that the bot cannot read"
            .formatted(config.repository().label(), action));
  }

  /**
   * @param action the call to CodeCommit, {@code GetBranch}
   */
  RemoteFailure explain(String action, SdkException problem) {
    return switch (problem) {
      case RepositoryDoesNotExistException _ ->
          failure(
              new AwsTrouble(
                  Kind.NOT_FOUND, "does not exist for this account", "check name and region"),
              problem);
      case BranchDoesNotExistException _ ->
          failure(
              new AwsTrouble(
                  Kind.NOT_FOUND,
                  "has no branch '%s'".formatted(config.repository().branch()),
                  "check the branch, or claim the lock once"),
              problem);
      default -> explained(action, problem);
    };
  }

  private RemoteFailure explained(String action, SdkException problem) {
    var trouble = AwsTrouble.of(problem, asked(action));
    return switch (trouble.kind()) {
      case TIMED_OUT -> late();
      case GARBAGE -> failure(saidOf(action, trouble), problem);
      default -> failure(trouble, problem);
    };
  }

  /** Which call it was helps where the answer does not. */
  private static AwsTrouble saidOf(String action, AwsTrouble trouble) {
    return trouble.cause() instanceof Cause.Unreadable
        ? new AwsTrouble(
            trouble.kind(),
            "sent an answer to %s that the bot cannot read".formatted(action),
            trouble.fix())
        : trouble;
  }

  private Asked asked(String action) {
    String who =
        config
            .access()
            .role()
            .map(role -> "role " + role.arn())
            .orElse("the bot's AWS credentials");
    return new Asked(
        who, "codecommit:" + action, action.equals("CreateCommit") ? "written" : "read");
  }

  /**
   * Without AWS's own text: that of a refused signature repeats the request, its token included.
   */
  private RemoteFailure failure(AwsTrouble trouble, SdkException problem) {
    return new RemoteFailure(
        trouble.kind(),
        "%s %s".formatted(config.repository().label(), trouble.what()),
        trouble.fix(),
        new WithoutText(problem));
  }

  /** Where it happened, and nothing of what was said. */
  private static final class WithoutText extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WithoutText(SdkException problem) {
      super(problem.getClass().getName());
      setStackTrace(problem.getStackTrace());
    }
  }
}
