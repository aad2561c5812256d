package pipelinelock.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import pipelinelock.environment.RemoteFailure;

/**
 * The one way to call a JSON API. An {@code action} completes "Concourse answered 503 while …": a
 * gerund phrase such as "reading the builds of pipeline-lock", fit for Slack. Every failure is a
 * {@link RemoteFailure}.
 *
 * <p>A GET is repeated, at most twice and within the time limit, if the connection breaks or the
 * remote answers 502, 503 or 504; so is a request that the caller declares to {@link #exchangeAgain
 * change nothing}. Nothing else is ever sent twice: a server may close an idle connection just as
 * the next request is sent on it.
 */
public final class JsonApi {
  /** Reads an answer while it comes in. The time limit goes on; the connection ends after it. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Response response) throws IOException;
  }

  private final Failures failures;
  private final HttpUrl base;
  private final OkHttpClient http;

  /** For what is repeated: whoever closed one kept connection may have closed them all. */
  private final OkHttpClient unpooled;

  private final ObjectMapper json;
  private final Duration limit;

  /**
   * @param system who is called, as it begins a sentence: {@code Concourse}
   * @param http its settings for TLS, proxy and interceptors are kept
   * @param limit from the first byte sent to the last byte read, repetitions included
   */
  public JsonApi(
      String system, HttpUrl base, OkHttpClient http, ObjectMapper json, Duration limit) {
    this(new Failures(system), base, Http.literal(http), json, limit);
  }

  private JsonApi(
      Failures failures, HttpUrl base, OkHttpClient http, ObjectMapper json, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("a time limit is more than 0 s, not " + limit);
    }
    this.failures = failures;
    this.base = base;
    this.http = http;
    this.unpooled = Http.unpooled(http);
    this.json = json;
    this.limit = limit;
  }

  /** The same API with another time limit. */
  public JsonApi within(Duration other) {
    return new JsonApi(failures, base, http, json, other);
  }

  /**
   * The same API, whose address is not a {@code url} of the settings.
   *
   * @param source where it comes from, as a part of an order: {@code the address that … states}
   */
  public JsonApi addressedBy(String source) {
    return new JsonApi(new Failures(failures.system(), source), base, http, json, limit);
  }

  /** An address under the base; each segment is encoded, so none can leave its place. */
  public HttpUrl.Builder at(String... segments) {
    HttpUrl.Builder url = base.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  public <T> T get(String action, HttpUrl url, Class<T> type) {
    return call(action, new Request.Builder().url(url).build(), type);
  }

  public <T> T call(String action, Request request, Class<T> type) {
    return parse(action, ask(action, request), type);
  }

  /** The answer, when it is a 2xx. */
  public Reply ask(String action, Request request) {
    Reply reply = exchange(action, request);
    if (!reply.isSuccessful()) {
      throw refusal(action, reply.status(), reply.elsewhere());
    }
    return reply;
  }

  /** The answer, whatever its status: for a caller that needs the status or a header. */
  public Reply exchange(String action, Request request) {
    return isRead(request) ? exchangeAgain(action, request) : attempt(http, action, request, limit);
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET");
  }

  /** The answer to a request that may be sent twice whatever its method: for a token, say. */
  public Reply exchangeAgain(String action, Request request) {
    try {
      return Failsafe.with(Repetition.within(limit))
          .get(
              again ->
                  attempt(
                      again.isFirstAttempt() ? http : unpooled,
                      action,
                      request,
                      limit.minus(again.getElapsedTime())));
    } catch (FailsafeException e) {
      // All of ours are unchecked; what Failsafe wraps is the interruption of a pause.
      Thread.currentThread().interrupt();
      throw failures.interrupted(action, e);
    }
  }

  /**
   * Hands the answer over while it comes in, whatever its status. A GET whose connection breaks
   * before any answer is repeated once; what was read in part is not.
   */
  public <T> T stream(String action, Request request, Reader<T> reader) {
    long started = System.nanoTime();
    var answered = new AtomicBoolean();
    try {
      return send(
          http,
          action,
          request,
          limit,
          response -> {
            answered.set(true);
            return reader.read(response);
          });
    } catch (RemoteFailure failure) {
      var left = limit.minusNanos(System.nanoTime() - started);
      boolean mayBeRepeated =
          isRead(request)
              && !answered.get()
              && Repetition.NO_ANSWER.contains(failure.kind())
              && left.isPositive()
              && !Thread.currentThread().isInterrupted();
      if (mayBeRepeated) {
        return send(unpooled, action, request, left, reader);
      }
      throw failure;
    }
  }

  /**
   * Opens a new connection to the remote, and reports how; any status will do, and nothing is
   * repeated.
   */
  public Contact contact(String action, HttpUrl url) {
    try {
      return Contact.make(http, url, limit);
    } catch (IOException e) {
      throw failures.broken(action, limit, e);
    }
  }

  /** Reads the JSON of a reply. */
  public <T> T parse(String action, Reply reply, Class<T> type) {
    return parsed(action, reply, () -> json.readValue(reply.body(), type));
  }

  public <T> T parse(String action, Reply reply, TypeReference<T> type) {
    return parsed(action, reply, () -> json.readValue(reply.body(), type));
  }

  /**
   * The failure that a status means.
   *
   * @param detail what the remote said about it, or nothing
   */
  public RemoteFailure refusal(String action, int status, String detail) {
    return failures.status(action, status, detail);
  }

  /** The failure of an answer that is well-formed and yet makes no sense. */
  public RemoteFailure garbage(String action, String what) {
    return failures.garbage(action, what);
  }

  private Reply attempt(OkHttpClient client, String action, Request request, Duration left) {
    return send(client, action, request, left, response -> read(action, response));
  }

  private Reply read(String action, Response response) throws IOException {
    byte[] body = Bodies.read(response);
    if (body.length > Bodies.MAX) {
      throw failures.garbage(action, "an answer of more than 16 MiB");
    }
    return new Reply(response.code(), response.headers(), body);
  }

  private <T> T send(
      OkHttpClient client, String action, Request request, Duration left, Reader<T> reader) {
    Call call = client.newCall(Bodies.sentOnce(request));
    // OkHttp takes 0 for "no limit".
    call.timeout().timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      return reader.read(response);
    } catch (IOException e) {
      throw failures.broken(action, limit, e);
    }
  }

  private <T> T parsed(String action, Reply reply, Parsing<T> parsing) {
    T value;
    try {
      value = parsing.run();
    } catch (IOException e) {
      // Without the cause: Jackson quotes the text, which may be a token.
      throw reply.isWebPage()
          ? failures.webPage(action)
          : failures.garbage(action, "an answer that is not the expected JSON");
    }
    if (value == null) {
      throw failures.garbage(action, "nothing");
    }
    return value;
  }

  private interface Parsing<T> {
    T run() throws IOException;
  }
}
