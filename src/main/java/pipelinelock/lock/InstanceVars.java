package pipelinelock.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The instance vars in the query of a Concourse address, as one JSON object with sorted keys: the
 * form in which pool-resource writes them. Each parameter is a path and a JSON value, {@code
 * vars.branch="main"&vars.cell.zone=2}; a path element that contains a dot is quoted.
 */
final class InstanceVars {
  private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|([^.\"]+)");

  /** A JSON value as text, or an object that is still being put together. */
  private sealed interface Node {
    record Value(String json) implements Node {}

    record Fields(TreeMap<String, Node> byName) implements Node {}
  }

  private InstanceVars() {}

  /**
   * The JSON; empty where the query has no instance vars.
   *
   * @throws IllegalArgumentException for a broken escape, or paths that contradict each other
   */
  static Optional<String> json(String query) {
    var root = new Node.Fields(new TreeMap<>());
    for (var parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      var name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
      var value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
      if (name.equals("vars")) {
        return Optional.of(value);
      }
      if (name.startsWith("vars.") && !value.isEmpty()) {
        put(root, parts(name.substring("vars.".length())), value);
      }
    }
    return root.byName().isEmpty() ? Optional.empty() : Optional.of(text(root));
  }

  private static void put(Node.Fields into, List<String> path, String value) {
    var fields = into;
    for (var part : path.subList(0, path.size() - 1)) {
      if (fields.byName().computeIfAbsent(part, _ -> new Node.Fields(new TreeMap<>()))
          instanceof Node.Fields inner) {
        fields = inner;
      } else {
        throw new IllegalArgumentException("'%s' is a value and an object".formatted(part));
      }
    }
    fields.byName().put(path.getLast(), new Node.Value(value));
  }

  private static List<String> parts(String path) {
    var parts = new ArrayList<String>();
    var matcher = PART.matcher(path);
    while (matcher.find()) {
      parts.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an instance var without a name");
    }
    return List.copyOf(parts);
  }

  private static String text(Node node) {
    return switch (node) {
      case Node.Value(var json) -> json;
      case Node.Fields(var byName) -> {
        var fields = new ArrayList<String>();
        for (Map.Entry<String, Node> field : byName.entrySet()) {
          fields.add(quoted(field.getKey()) + ":" + text(field.getValue()));
        }
        yield "{" + String.join(",", fields) + "}";
      }
    };
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String decode(String escaped) {
    return URLDecoder.decode(escaped, UTF_8);
  }
}
