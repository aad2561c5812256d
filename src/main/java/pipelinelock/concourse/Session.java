package pipelinelock.concourse;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.http.JsonApi;
import pipelinelock.http.Reply;
import pipelinelock.lock.BuildRef;

/**
 * Calls with a login. A refused token (401) is renewed once: Concourse refuses a stale token even
 * where it needs none.
 */
final class Session {
  private static final int UNAUTHORISED = 401;
  private static final int NOT_FOUND = 404;

  private final JsonApi api;
  private final ConcourseLogin login;
  private final LockedPipeline pipeline;

  Session(JsonApi api, ConcourseLogin login, LockedPipeline pipeline) {
    this.api = api;
    this.login = login;
    this.pipeline = pipeline;
  }

  /** An address under {@code /api/v1}. */
  HttpUrl.Builder at(String... segments) {
    var url = api.at("api", "v1");
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  /** An address under the locked pipeline. */
  HttpUrl.Builder inPipeline(String... segments) {
    var url = at("teams", pipeline.team(), "pipelines", pipeline.name());
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  /** The list of the builds of the job that a build is of. */
  HttpUrl builds(BuildRef ref) {
    return in(ref, "jobs", ref.job(), "builds");
  }

  /** An address under the pipeline, or the instance of it, that a build is of. */
  HttpUrl in(BuildRef ref, String... segments) {
    var url = at("teams", ref.team(), "pipelines", ref.pipeline());
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    ref.instanceVars().ifPresent(vars -> url.addQueryParameter("vars", vars));
    return url.build();
  }

  <T> T get(String action, HttpUrl url, Class<T> type) {
    return api.parse(action, successful(action, send(action, request(url))), type);
  }

  /** Like get; nothing where Concourse answers that there is no such thing. */
  <T> Optional<T> find(String action, HttpUrl url, Class<T> type) {
    var reply = send(action, request(url));
    return reply.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(api.parse(action, successful(action, reply), type));
  }

  void put(String action, HttpUrl url) {
    successful(action, send(action, request(url).put(RequestBody.EMPTY)));
  }

  /**
   * Sent once: another token is tried only where Concourse refused the first one.
   *
   * @param isStillWanted asked each time right before it would leave; false = it does not
   * @return empty where it was not sent
   */
  <T> Optional<T> post(String action, HttpUrl url, BooleanSupplier isStillWanted, Class<T> type) {
    var token = login.token();
    var request = request(url).post(RequestBody.EMPTY);
    return postOnce(action, withToken(request, token), isStillWanted)
        .flatMap(
            reply ->
                reply.status() == UNAUTHORISED
                    ? postOnce(
                        action, withToken(request, login.tokenOtherThan(token)), isStillWanted)
                    : Optional.of(reply))
        .map(reply -> api.parse(action, successful(action, reply), type));
  }

  private Optional<Reply> postOnce(String action, Request request, BooleanSupplier isStillWanted) {
    return isStillWanted.getAsBoolean()
        ? Optional.of(api.exchange(action, request))
        : Optional.empty();
  }

  /** Hands a successful answer over while it comes in. */
  <T> T stream(String action, Request.Builder request, Duration limit, JsonApi.Reader<T> reader) {
    var token = login.token();
    var first = open(action, request, token, limit, reader);
    return first.orElseGet(
        () ->
            open(action, request, login.tokenOtherThan(token), limit, reader)
                .orElseThrow(() -> api.refusal(action, UNAUTHORISED, "")));
  }

  /** What there is to say about an answer that makes no sense. */
  JsonApi api() {
    return api;
  }

  private <T> Optional<T> open(
      String action,
      Request.Builder request,
      String token,
      Duration limit,
      JsonApi.Reader<T> reader) {
    return api.within(limit).stream(
        action,
        withToken(request, token),
        response ->
            response.code() == UNAUTHORISED
                ? Optional.empty()
                : Optional.of(read(action, response, reader)));
  }

  private <T> T read(String action, Response response, JsonApi.Reader<T> reader)
      throws IOException {
    if (!response.isSuccessful()) {
      throw api.refusal(action, response.code(), "");
    }
    return reader.read(response);
  }

  private Reply send(String action, Request.Builder request) {
    var token = login.token();
    var reply = api.exchange(action, withToken(request, token));
    return reply.status() == UNAUTHORISED
        ? api.exchange(action, withToken(request, login.tokenOtherThan(token)))
        : reply;
  }

  private Reply successful(String action, Reply reply) {
    if (!reply.isSuccessful()) {
      // Concourse's own words for a 409 or 403 are one short line of text.
      throw api.refusal(action, reply.status(), reply.status() < 500 ? line(reply) : "");
    }
    return reply;
  }

  private static String line(Reply reply) {
    var text = reply.text().lines().findFirst().orElse("").strip();
    return text.startsWith("<") || text.length() > 120 ? "" : text;
  }

  private static Request.Builder request(HttpUrl url) {
    return new Request.Builder().url(url);
  }

  private static Request withToken(Request.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token).build();
  }
}
