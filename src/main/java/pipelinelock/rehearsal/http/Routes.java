package pipelinelock.rehearsal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths like {@code GET /api/v1/builds/:id} and their handlers; the first match wins. */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /** Answers a call; {@code at} holds the values of the path's {@code :names}. */
  public interface Action {
    Answer answer(Call call, Map<String, String> at);
  }

  private record Route(String method, List<String> parts, Action action) {}

  public Routes on(String methodAndPath, Action action) {
    int space = methodAndPath.indexOf(' ');
    routes.add(
        new Route(
            methodAndPath.substring(0, space), parts(methodAndPath.substring(space + 1)), action));
    return this;
  }

  public Optional<Answer> answer(Call call) {
    var parts = parts(call.path());
    for (Route route : routes) {
      var at = match(route.parts, parts);
      if (route.method.equals(call.method()) && at.isPresent()) {
        return Optional.of(route.action.answer(call, at.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> parts) {
    if (pattern.size() != parts.size()) {
      return Optional.empty();
    }
    var at = new LinkedHashMap<String, String>();
    for (int i = 0; i < parts.size(); i++) {
      if (pattern.get(i).startsWith(":")) {
        at.put(pattern.get(i).substring(1), parts.get(i));
      } else if (!pattern.get(i).equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
