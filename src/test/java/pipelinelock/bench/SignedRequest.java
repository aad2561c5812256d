package pipelinelock.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as Slack sends and signs them, each another one. Not safe from several threads. */
final class SignedRequest {
  /** No two requests of a run are alike, whatever connection they go by. */
  private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

  private final LongFunction<String> body;
  private final Mac mac;

  /**
   * @param body a form, given the number of the request
   */
  SignedRequest(String secret, LongFunction<String> body) {
    this.body = body;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** The whole next request, headers and all. */
  byte[] next() {
    String form = body.apply(NUMBER.incrementAndGet());
    String time = Long.toString(Instant.now().getEpochSecond());
    String signature =
        HexFormat.of().formatHex(mac.doFinal(("v0:" + time + ":" + form).getBytes(UTF_8)));
    return """
        POST /slack/events HTTP/1.1\r
        Host: 127.0.0.1\r
        User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r
        Accept: application/json,*/*\r
        Content-Type: application/x-www-form-urlencoded\r
        X-Slack-Request-Timestamp: %s\r
        X-Slack-Signature: v0=%s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(time, signature, form.length(), form)
        .getBytes(UTF_8);
  }
}
