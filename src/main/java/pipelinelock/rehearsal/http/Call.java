package pipelinelock.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as a simulated server sees it; header names are lower case. */
public record Call(
    String method, String path, String rawQuery, Map<String, String> headers, String body) {

  static Call of(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var uri = exchange.getRequestURI();
    return new Call(
        exchange.getRequestMethod(),
        uri.getPath(),
        Optional.ofNullable(uri.getRawQuery()).orElse(""),
        Map.copyOf(headers),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Empty when the header is absent. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  public Map<String, String> query() {
    return pairs(rawQuery);
  }

  public String query(String name) {
    return query().getOrDefault(name, "");
  }

  public Map<String, String> form() {
    return pairs(body);
  }

  public Optional<JsonNode> json() {
    return Json.read(body);
  }

  String target() {
    return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
  }

  /** What was asked, for a test to look at; authorization stays out. */
  SeenRequest seen() {
    var shown = new LinkedHashMap<>(headers);
    shown.remove("authorization");
    return new SeenRequest(method, target(), Map.copyOf(shown), body);
  }

  private static Map<String, String> pairs(String encoded) {
    var pairs = new LinkedHashMap<String, String>();
    for (String pair : encoded.isEmpty() ? List.<String>of() : List.of(encoded.split("&", -1))) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.put(decode(name), decode(value));
    }
    return pairs;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
