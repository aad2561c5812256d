package pipelinelock.aws.trouble;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * AWS answered with an error. The codes mean the same in every service: IAM User Guide, "Common
 * errors"; S3 API reference, "Error responses".
 */
record AwsRefusal(AwsServiceException refused, Asked asked) {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,80}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
  private static final Pattern DATE = Pattern.compile("[A-Za-z0-9 ,:]{10,40}");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidToken",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException");
  private static final Set<String> SESSION_OVER =
      Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
  private static final Set<String> BAD_SIGNATURE =
      Set.of("InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature");
  private static final Set<String> CLOCK =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");
  private static final Set<String> ELSEWHERE =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  AwsTrouble trouble() {
    if (refused.isThrottlingException()) {
      return new AwsTrouble(
          Kind.BUSY, "asks the bot to slow down" + code(), "try again in a minute");
    }
    if (refused.statusCode() >= 500) {
      return new AwsTrouble(
          Kind.BROKEN, answered(), "try again, and check https://health.aws.amazon.com");
    }
    if (is(CLOCK) || isStale()) {
      return AwsTrouble.unauthorised(
          "says that this machine's clock is wrong%s%s".formatted(code(), clock()),
          "set this machine's clock by NTP");
    }
    return signed();
  }

  /** What is wrong with credentials comes before what they may. */
  private AwsTrouble signed() {
    if (is(SESSION_OVER)) {
      return AwsTrouble.unauthorised(
          "does not accept %s: that session has expired%s".formatted(asked.who(), code()),
          "renew these credentials, and check this machine's clock");
    }
    if (is(BAD_SIGNATURE)) {
      return AwsTrouble.unauthorised(
          "does not accept the signature of %s%s".formatted(asked.who(), code()),
          "copy the secret access key again, because it does not match its key id; also check this machine's clock");
    }
    if (is(UNKNOWN_KEY)) {
      return AwsTrouble.unauthorised(
          "does not know the access key of %s%s".formatted(asked.who(), code()),
          "replace it: it was deleted or deactivated, belongs to another partition of AWS, or belongs to a session and has no session token beside it");
    }
    return allowed();
  }

  private AwsTrouble allowed() {
    if (is(ELSEWHERE) || refused.statusCode() == 301 || refused.statusCode() == 307) {
      String region = header("x-amz-bucket-region", REGION).orElse("another region");
      return new AwsTrouble(
          Kind.REFUSED,
          "is in %s, not in the region that was asked%s".formatted(region, code()),
          "set aws.region to that region");
    }
    if (code().contains("RegionDisabled")) {
      return new AwsTrouble(
          Kind.REFUSED,
          "says that the region is disabled for the account" + code(),
          "enable it in the account's settings, or set another aws.region");
    }
    if (isKeyIll()) {
      return new AwsTrouble(
          Kind.REFUSED,
          "cannot be %s: its KMS key is disabled, pending deletion, or missing%s"
              .formatted(asked.done(), code()),
          "check that key in KMS, and enable it");
    }
    if (isKeyBarred()) {
      return forbidden(
          "cannot be %s: the bot has no permission to use its KMS key".formatted(asked.done()),
          "kms:Decrypt");
    }
    return isUnexplained() ? unexplained() : isDenied() ? denied() : found();
  }

  /** A refusal alone says nothing of permissions: it may as well be about the key or the clock. */
  private boolean isUnexplained() {
    boolean refusal = refused.statusCode() == 401 || refused.statusCode() == 403;
    return refusal
        && details().map(AwsErrorDetails::errorCode).filter(it -> !it.isBlank()).isEmpty()
        && Denial.in(text()).isEmpty();
  }

  private AwsTrouble unexplained() {
    return new AwsTrouble(
        Kind.FORBIDDEN,
        "answered %d, and gave no reason that the bot can read".formatted(refused.statusCode()),
        "check %s, this machine's clock, and the permission %s"
            .formatted(asked.who(), asked.right()));
  }

  private AwsTrouble denied() {
    // So AWS says that an object is not there to one who may not list its bucket.
    if (Denial.in(text()).filter(it -> it.right().equals("s3:ListBucket")).isPresent()) {
      return new AwsTrouble(
          Kind.NOT_FOUND,
          "does not exist%s: AWS reports this as a missing s3:ListBucket of %s"
              .formatted(code(), asked.who()),
          "check its key, including upper and lower case");
    }
    return forbidden("cannot be %s".formatted(asked.done()), asked.right());
  }

  private AwsTrouble found() {
    if (code().contains("NoSuchBucket")) {
      return new AwsTrouble(
          Kind.NOT_FOUND,
          "does not exist: there is no such bucket" + code(),
          "check its name, and that it belongs to this partition of AWS");
    }
    if (text().contains("marked for deletion") || text().contains("scheduled for deletion")) {
      return new AwsTrouble(
          Kind.NOT_FOUND, "is marked for deletion" + code(), "restore it, or name its replacement");
    }
    return isAbsence()
        ? new AwsTrouble(
            Kind.NOT_FOUND, "does not exist" + code(), "check its name, account and region")
        : new AwsTrouble(Kind.REFUSED, answered(), "check its settings");
  }

  private AwsTrouble forbidden(String what, String right) {
    var denial = Denial.in(text());
    String detail = code() + denial.map(it -> ": " + it.words()).orElse("");
    if (denial.filter(Denial::isForbidden).isPresent()) {
      return new AwsTrouble(
          Kind.FORBIDDEN,
          new Cause.Denied(detail),
          what + detail,
          "ask the owner of that policy to remove the deny for this");
    }
    String lacking = denial.map(Denial::right).orElse(right);
    return new AwsTrouble(
        Kind.FORBIDDEN,
        new Cause.Denied(detail),
        what + detail,
        "allow %s to %s%s"
            .formatted(
                lacking,
                denial.map(Denial::who).orElse(asked.who()),
                lacking.equals("kms:Decrypt") ? ", in that key's own policy too" : ""));
  }

  private boolean isStale() {
    return is(BAD_SIGNATURE)
        && (text().contains("Signature expired") || text().contains("Signature not yet current"));
  }

  private boolean isKeyIll() {
    return code().contains("KMS.")
        || code().contains("EncryptionKeyDisabled")
        || code().contains("EncryptionKeyNotFound")
        || code().contains("DecryptionFailure");
  }

  private boolean isKeyBarred() {
    return code().contains("EncryptionKeyAccessDenied")
        || text().contains("Access to KMS is not allowed")
        || (isDenied()
            && Denial.in(text()).filter(it -> it.right().startsWith("kms:")).isPresent());
  }

  private boolean isDenied() {
    return code().contains("AccessDenied")
        || refused.statusCode() == 401
        || refused.statusCode() == 403;
  }

  private boolean isAbsence() {
    return refused.statusCode() == 404
        || code().contains("DoesNotExist")
        || code().contains("NotFound");
  }

  private boolean is(Set<String> codes) {
    return details().map(AwsErrorDetails::errorCode).filter(codes::contains).isPresent();
  }

  private String answered() {
    return "answered %d%s".formatted(refused.statusCode(), code());
  }

  /** With a blank before it; empty where there is none that can be shown. */
  private String code() {
    return details()
        .map(AwsErrorDetails::errorCode)
        .filter(it -> CODE.matcher(it).matches())
        .map(" (%s)"::formatted)
        .orElse("");
  }

  private String clock() {
    return header("Date", DATE).map(", and its own says "::concat).orElse("");
  }

  private Optional<String> header(String name, Pattern form) {
    return details()
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(it -> it.firstMatchingHeader(name))
        .filter(it -> form.matcher(it).matches());
  }

  private String text() {
    return details().map(AwsErrorDetails::errorMessage).orElse("");
  }

  private Optional<AwsErrorDetails> details() {
    return Optional.ofNullable(refused.awsErrorDetails());
  }
}
