package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What answers of one kind have in common: at each path the kinds of values, and the keys that an
 * object always or ever has. All elements of a list are one path.
 */
final class Shape {
  /** Below these, keys are names that a pipeline chose. */
  private static final Set<String> FREE = Set.of("version", "inputs", "missing_input_reasons");

  private final Map<String, EnumSet<JsonNodeType>> kinds = new TreeMap<>();
  private final Map<String, Set<String>> always = new TreeMap<>();
  private final Map<String, Set<String>> ever = new TreeMap<>();

  private Shape() {}

  static Shape of(List<JsonNode> answers) {
    var shape = new Shape();
    answers.forEach(answer -> shape.add("", answer));
    return shape;
  }

  private void add(String path, JsonNode node) {
    kinds.computeIfAbsent(path, _ -> EnumSet.noneOf(JsonNodeType.class)).add(node.getNodeType());
    if (node.isObject()) {
      var keys = keys(node);
      always.computeIfAbsent(path, _ -> new HashSet<>(keys)).retainAll(keys);
      ever.computeIfAbsent(path, _ -> new HashSet<>()).addAll(keys);
      node.properties().forEach(it -> add(path + "." + it.getKey(), it.getValue()));
    }
    node.elements().forEachRemaining(it -> addElement(path, node, it));
  }

  private void addElement(String path, JsonNode list, JsonNode element) {
    if (list.isArray()) {
      add(path + "[]", element);
    }
  }

  private static Set<String> keys(JsonNode object) {
    var keys = new HashSet<String>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /**
   * In what an answer differs, a line each.
   *
   * @param alsoAllowed keys that it may have although no recording has them
   */
  List<String> differences(JsonNode answer, Set<String> alsoAllowed) {
    var told = new ArrayList<String>();
    compare("", answer, alsoAllowed, told);
    return told.stream().distinct().toList();
  }

  private void compare(String path, JsonNode node, Set<String> alsoAllowed, List<String> told) {
    var known = kinds.get(path);
    if (known == null) {
      return; // a list that is empty in every recording, or below a key that was told already
    }
    if (!known.contains(node.getNodeType())) {
      told.add("%s is %s, recorded is %s".formatted(path, node.getNodeType(), known));
    }
    if (node.isObject() && ever.containsKey(path) && !isFree(path)) {
      var keys = keys(node);
      always.getOrDefault(path, Set.of()).stream()
          .filter(key -> !keys.contains(key))
          .forEach(key -> told.add("%s lacks '%s'".formatted(path, key)));
      keys.stream()
          .filter(key -> !ever.getOrDefault(path, Set.of()).contains(key))
          .filter(key -> !alsoAllowed.contains(key))
          .forEach(key -> told.add("%s has '%s', which no recording has".formatted(path, key)));
    }
    if (node.isObject()) {
      node.properties()
          .forEach(it -> compare(path + "." + it.getKey(), it.getValue(), alsoAllowed, told));
    }
    if (node.isArray()) {
      node.forEach(it -> compare(path + "[]", it, alsoAllowed, told));
    }
  }

  private static boolean isFree(String path) {
    return FREE.contains(path.substring(path.lastIndexOf('.') + 1));
  }
}
