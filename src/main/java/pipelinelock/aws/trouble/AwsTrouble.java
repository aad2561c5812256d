package pipelinelock.aws.trouble;

import com.google.common.base.Throwables;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why AWS did not do what it was asked to. AWS's own texts are left out: the one about a bad
 * signature repeats the request with its session token.
 *
 * @param what follows the name of the thing: {@code does not exist}
 * @param fix what to do about it, in the imperative
 */
public record AwsTrouble(Kind kind, Cause cause, String what, String fix) {
  /** Trouble of which the words say all. */
  public AwsTrouble(Kind kind, String what, String fix) {
    this(kind, new Cause.Other(), what, fix);
  }

  /** Names the part of the way that failed, from the bot's own identity to the answer. */
  public static AwsTrouble of(SdkException problem, Asked asked) {
    var worded =
        Throwables.getCausalChain(problem).stream()
            .filter(OwnWording.class::isInstance)
            .findFirst();
    if (worded.isPresent()) {
      return ((OwnWording) worded.get()).trouble();
    }
    return problem instanceof AwsServiceException refused
        ? new AwsRefusal(refused, asked).trouble()
        : Silence.of(problem);
  }

  /** AWS did not take the credentials, or they are not to be had. */
  public static AwsTrouble unauthorised(String what, String fix) {
    return new AwsTrouble(Kind.UNAUTHORISED, what, fix);
  }

  static AwsTrouble garbage(String what, String fix) {
    return new AwsTrouble(Kind.GARBAGE, what, fix);
  }
}
