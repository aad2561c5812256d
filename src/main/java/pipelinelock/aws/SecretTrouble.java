package pipelinelock.aws;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/**
 * Why AWS did not give a value of the settings. AWS's own texts are left out: that of a refused
 * signature repeats the request with its session token.
 *
 * @param what follows the name of what was asked for: {@code does not exist}
 * @param fix what to do about it
 */
record SecretTrouble(String what, String fix) {
  private static final SecretTrouble UNREADABLE =
      new SecretTrouble(
          "gave an answer that the bot cannot read", "check what stands between the bot and AWS");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,80}");

  /**
   * @param access as whom AWS was asked
   * @param rights what the asker needs, {@code s3:GetObject}
   */
  static SecretTrouble of(SdkException problem, AwsAccess access, String rights) {
    return switch (problem) {
      case StsException refused -> ofRole(refused, access);
      case AwsServiceException refused -> ofService(refused, access, rights);
      default -> ofClient(problem);
    };
  }

  private static SecretTrouble ofRole(StsException refused, AwsAccess access) {
    if (isDenied(refused) && !hasBadCredentials(refused)) {
      return new SecretTrouble(
          "cannot be asked for: AWS does not let the bot assume " + access.who(),
          "check the role's trust policy and aws.external_id");
    }
    var trouble = ofService(refused, access, "sts:AssumeRole");
    return new SecretTrouble(
        "cannot be asked for: STS %s when %s was to be assumed"
            .formatted(trouble.what(), access.who()),
        trouble.fix());
  }

  private static SecretTrouble ofService(
      AwsServiceException refused, AwsAccess access, String rights) {
    String code = code(refused).map(it -> " (" + it + ")").orElse("");
    if (refused.isThrottlingException()) {
      return new SecretTrouble("asks the bot to slow down" + code, "try again in a minute");
    }
    if (refused.statusCode() >= 500) {
      return new SecretTrouble(
          "answered %d%s".formatted(refused.statusCode(), code),
          "try again, and look at https://health.aws.amazon.com");
    }
    if (hasBadCredentials(refused)) {
      return new SecretTrouble(
          "does not accept the bot's AWS credentials" + code,
          "renew them, and check this machine's clock");
    }
    if (isDenied(refused)) {
      return new SecretTrouble(
          "may not be read" + code, "allow %s to %s".formatted(rights, access.who()));
    }
    if (isAbsence(refused)) {
      return new SecretTrouble("does not exist" + code, "check its name, account and region");
    }
    return new SecretTrouble(
        "answered %d%s".formatted(refused.statusCode(), code), "check the settings of it");
  }

  private static boolean hasBadCredentials(AwsServiceException refused) {
    return code(refused).filter(AwsFailures.BAD_CREDENTIALS::contains).isPresent();
  }

  private static boolean isDenied(AwsServiceException refused) {
    return code(refused).filter(it -> it.contains("AccessDenied")).isPresent()
        || refused.statusCode() == 401
        || refused.statusCode() == 403;
  }

  private static boolean isAbsence(AwsServiceException refused) {
    return refused.statusCode() == 404
        || code(refused)
            .filter(it -> it.contains("DoesNotExist") || it.contains("NotFound"))
            .isPresent();
  }

  private static Optional<String> code(AwsServiceException refused) {
    return Optional.ofNullable(refused.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .filter(it -> CODE.matcher(it).matches());
  }

  private static SecretTrouble ofClient(SdkException problem) {
    var causes = Throwables.getCausalChain(problem);
    if (isAny(
        causes,
        ApiCallTimeoutException.class,
        ApiCallAttemptTimeoutException.class,
        AbortedException.class,
        InterruptedIOException.class)) {
      return new SecretTrouble("did not answer in time", "try again");
    }
    if (isAny(causes, UnknownHostException.class)) {
      return new SecretTrouble("has a host that DNS does not know", "check region and DNS");
    }
    if (isAny(causes, SSLException.class)) {
      return new SecretTrouble(
          "has no certificate that the bot trusts", "check the proxy between the bot and AWS");
    }
    // Before the next, as JSON that is none counts as an input that broke.
    if (isAny(causes, JsonProcessingException.class)) {
      return UNREADABLE;
    }
    if (isAny(causes, IOException.class)) {
      return new SecretTrouble("could not be reached", "check the network between the bot and AWS");
    }
    return ofConfiguration(String.valueOf(problem.getMessage()));
  }

  /** The SDK tells these apart by nothing but their text. */
  private static SecretTrouble ofConfiguration(String text) {
    if (text.startsWith("Unable to load credentials")) {
      return new SecretTrouble(
          "needs AWS credentials, and there are none",
          "give the bot's machine a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    if (text.startsWith("Unable to load region")) {
      return new SecretTrouble(
          "needs an AWS region, and none is named",
          "write aws.region in the environment, or set AWS_REGION");
    }
    return UNREADABLE;
  }

  private static boolean isAny(List<Throwable> causes, Class<?>... kinds) {
    return causes.stream()
        .anyMatch(cause -> List.of(kinds).stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
