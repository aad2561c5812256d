package pipelinelock.aws.trouble;

import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Rejects answers that do not come from AWS: every AWS answer has a request id in an {@code x-amz…}
 * header. Otherwise a login page could pass for a secret, and a proxy's 403 for a missing
 * permission. Server errors (5xx) may come from a load balancer and pass, because they are reported
 * as such.
 */
public final class FromAws implements ExecutionInterceptor {
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    var answer = context.httpResponse();
    boolean named =
        answer.headers().keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz"));
    if (!named && answer.statusCode() < 500) {
      String type = answer.firstMatchingHeader("Content-Type").orElse("");
      throw SdkClientException.builder()
          .message("not an answer of AWS")
          .cause(new OwnWording(trouble(answer.statusCode(), type.toLowerCase(Locale.ROOT))))
          .build();
    }
  }

  private static AwsTrouble trouble(int status, String type) {
    return type.startsWith("text/html")
        ? AwsTrouble.garbage(
            "was answered by a web page, for example a login page (status %d), not by AWS"
                .formatted(status),
            "check what is between the bot and AWS: a proxy (HTTPS_PROXY), or a network with a login page")
        : AwsTrouble.garbage(
            "was answered by something that is not AWS (status %d)".formatted(status),
            "check what is between the bot and AWS: a proxy (HTTPS_PROXY), or an endpoint (AWS_ENDPOINT_URL)");
  }
}
