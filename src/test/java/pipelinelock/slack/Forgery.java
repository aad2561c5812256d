package pipelinelock.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The ways to sign a good request badly. */
enum Forgery {
  NO_HEADERS,
  NO_SIGNATURE,
  NO_TIMESTAMP,
  EMPTY_SIGNATURE,
  SIGNATURE_WITHOUT_VERSION,
  SIGNATURE_OF_ANOTHER_VERSION,
  SIGNATURE_CUT_SHORT,
  SIGNATURE_WITH_MORE,
  SIGNATURE_IN_CAPITALS,
  NO_HEX,
  ANOTHER_SECRET,
  EMPTY_SECRET,
  ANOTHER_BODY,
  BODY_WITH_MORE,
  ANOTHER_TIMESTAMP,
  STALE,
  FROM_THE_FUTURE,
  FROM_1970,
  NEGATIVE_TIMESTAMP,
  HUGE_TIMESTAMP,
  TIMESTAMP_IN_MILLISECONDS,
  TIMESTAMP_IN_WORDS,
  TIMESTAMP_WITH_A_BLANK,
  TOO_LARGE;

  private static final Duration FRESH = Duration.ofMinutes(5);

  /** The request, with what is wrong about it. */
  HttpRequest.Builder of(HttpRequest.Builder request, String body, Instant now) {
    return switch (this) {
      case NO_HEADERS -> request.POST(bytes(body));
      case NO_SIGNATURE ->
          request.header("X-Slack-Request-Timestamp", seconds(now)).POST(bytes(body));
      case NO_TIMESTAMP -> request.header("X-Slack-Signature", good(body, now)).POST(bytes(body));
      case EMPTY_SIGNATURE -> signed(request, body, seconds(now), "");
      case SIGNATURE_WITHOUT_VERSION ->
          signed(request, body, seconds(now), good(body, now).substring(3));
      case SIGNATURE_OF_ANOTHER_VERSION ->
          signed(request, body, seconds(now), "v1=" + good(body, now).substring(3));
      case SIGNATURE_CUT_SHORT ->
          signed(request, body, seconds(now), good(body, now).substring(0, 40));
      case SIGNATURE_WITH_MORE -> signed(request, body, seconds(now), good(body, now) + "00");
      case SIGNATURE_IN_CAPITALS ->
          signed(
              request,
              body,
              seconds(now),
              "v0=" + good(body, now).substring(3).toUpperCase(Locale.ROOT));
      case NO_HEX -> signed(request, body, seconds(now), "v0=" + "zz".repeat(32));
      case ANOTHER_SECRET ->
          signed(request, body, seconds(now), sign("0".repeat(32), seconds(now), body));
      case EMPTY_SECRET -> signed(request, body, seconds(now), sign("\0", seconds(now), body));
      case ANOTHER_BODY -> signed(request, body, seconds(now), good("text=status", now));
      case BODY_WITH_MORE ->
          signed(request, body + "&user_id=U0CLEO", seconds(now), good(body, now));
      case ANOTHER_TIMESTAMP -> signed(request, body, seconds(now.plusSeconds(1)), good(body, now));
      case STALE -> at(request, body, seconds(now.minus(FRESH).minusSeconds(1)));
      case FROM_THE_FUTURE -> at(request, body, seconds(now.plus(FRESH).plusSeconds(1)));
      case FROM_1970 -> at(request, body, "0");
      case NEGATIVE_TIMESTAMP -> at(request, body, "-" + seconds(now));
      case HUGE_TIMESTAMP -> at(request, body, "9".repeat(30));
      case TIMESTAMP_IN_MILLISECONDS -> at(request, body, String.valueOf(now.toEpochMilli()));
      case TIMESTAMP_IN_WORDS -> at(request, body, "now");
      case TIMESTAMP_WITH_A_BLANK ->
          at(request, body, seconds(now).substring(0, 5) + " " + seconds(now).substring(5));
      case TOO_LARGE -> at(request, body + "&x=" + "x".repeat(1 << 20), seconds(now));
    };
  }

  /** As Slack does it. */
  static HttpRequest.Builder none(HttpRequest.Builder request, String body, Instant now) {
    return at(request, body, seconds(now));
  }

  private static HttpRequest.Builder at(HttpRequest.Builder request, String body, String time) {
    return signed(request, body, time, sign(Desk.SECRET, time, body));
  }

  private static HttpRequest.Builder signed(
      HttpRequest.Builder request, String body, String time, String signature) {
    return request
        .header("X-Slack-Request-Timestamp", time)
        .header("X-Slack-Signature", signature)
        .POST(bytes(body));
  }

  private static HttpRequest.BodyPublisher bytes(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private static String good(String body, Instant now) {
    return sign(Desk.SECRET, seconds(now), body);
  }

  private static String seconds(Instant at) {
    return String.valueOf(at.getEpochSecond());
  }

  static String sign(String secret, String time, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "v0="
          + HexFormat.of().formatHex(mac.doFinal(("v0:" + time + ":" + body).getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
