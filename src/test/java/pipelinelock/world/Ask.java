package pipelinelock.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/**
 * A request to a remote.
 *
 * @param path decoded, segment by segment
 * @param query the first value of each parameter, decoded
 * @param headers by lower-case name
 */
public record Ask(
    String method, List<String> path, Map<String, String> query, Map<String, String> headers) {
  public Ask {
    path = List.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A request to an address. */
  public static Ask of(String method, HttpUrl url, Map<String, String> headers) {
    var query = new TreeMap<String, String>();
    for (int i = 0; i < url.querySize(); i++) {
      var value = url.queryParameterValue(i);
      query.putIfAbsent(url.queryParameterName(i), value == null ? "" : value);
    }
    return new Ask(method, url.pathSegments(), query, headers);
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Method, path and query, for people. */
  @Override
  public String toString() {
    return "%s /%s%s".formatted(method, String.join("/", path), query.isEmpty() ? "" : "?" + query);
  }
}
