package pipelinelock.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import pipelinelock.Patience;

/** A plain HTTP client for one server, with the headers that every call of it carries. */
public final class Caller implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String[] headers;

  public Caller(String base, String... headers) {
    this.base = base;
    this.headers = headers;
  }

  public static JsonNode json(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  public HttpResponse<String> get(String path, String... more) throws IOException {
    return send("GET", path, "", more);
  }

  public HttpResponse<String> form(String path, String body, String... more) throws IOException {
    var type = new String[] {"Content-Type", "application/x-www-form-urlencoded"};
    return send("POST", path, body, concat(type, more));
  }

  public HttpResponse<String> json(String path, JsonNode body, String... more) throws IOException {
    var type = new String[] {"Content-Type", "application/json; charset=utf-8"};
    return send("POST", path, Json.write(body), concat(type, more));
  }

  public HttpResponse<String> send(String method, String path, String body, String... more)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Patience.LIMIT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    var all = concat(headers, more);
    if (all.length > 0) {
      request.headers(all);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static String[] concat(String[] left, String[] right) {
    var all = new String[left.length + right.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }
}
