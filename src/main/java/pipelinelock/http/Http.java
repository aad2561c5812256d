package pipelinelock.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;

/** What all clients share: one connection pool and one JSON parser. */
public final class Http {
  /** One for all: it keeps how each record is read, which takes longer to find out than to do. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Http() {}

  /** A client to derive the others from with {@code newBuilder()}: they share its pool. */
  public static OkHttpClient client() {
    return new OkHttpClient();
  }

  /**
   * Reads wire records: unknown fields are ignored, a missing number is an error and not a zero,
   * text after the value too.
   */
  public static ObjectMapper json() {
    return JSON;
  }

  /** The same client, each of whose calls goes on a connection of its own. */
  static OkHttpClient unpooled(OkHttpClient client) {
    return client
        .newBuilder()
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
        .build();
  }

  /**
   * A client that does what the bot asks and nothing by itself: no second attempt, no redirect, no
   * cookie, no compressed answer. It has one time limit, that of the whole call, which is set call
   * by call: a second one inside it would make the messages about time untrue.
   */
  static OkHttpClient literal(OkHttpClient client) {
    return client
        .newBuilder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .cookieJar(CookieJar.NO_COOKIES)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        // OkHttp adds Accept-Encoding by itself, below the ordinary interceptors.
        .addNetworkInterceptor(
            chain ->
                chain.proceed(
                    chain
                        .request()
                        .newBuilder()
                        .removeHeader("Accept-Encoding")
                        .header("User-Agent", "pipeline-lock")
                        .build()))
        .build();
  }
}
