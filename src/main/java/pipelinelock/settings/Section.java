package pipelinelock.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The keys of one section. A reader asks for each key it knows, then calls {@link #finish}, which
 * reports the keys that nobody asked for and those that are missing.
 */
final class Section {
  private final Place place;
  private final Map<String, Place> children = new LinkedHashMap<>();
  private final Map<String, Kind<?>> known = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private boolean sound = true;

  private Section(Place place) {
    this.place = place;
  }

  static Value<Section> of(Place place, MappingNode mapping) {
    var section = new Section(place);
    mapping.getValue().forEach(section::add);
    return Value.of(section);
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getValue().isBlank()) {
      keyProblem(tuple, "", "has a key that is not a word", "write keys as plain words");
    } else if (key.isPlain() && key.getValue().equals("<<")) {
      keyProblem(tuple, "<<", "merge keys are not supported", "write the keys out");
    } else if (children.containsKey(key.getValue())) {
      int first = children.get(key.getValue()).keyMark().getLine() + 1;
      keyProblem(
          tuple, "", "has a key twice, first at line %d".formatted(first), "keep one of the two");
    } else {
      var child = place.child(key.getValue(), key.getStartMark(), tuple.getValueNode());
      children.put(key.getValue(), child);
    }
  }

  private void keyProblem(NodeTuple tuple, String key, String what, String fix) {
    wrongKey(place.child(key, tuple.getKeyNode().getStartMark(), tuple.getValueNode()), what, fix);
  }

  private void wrongKey(Place child, String what, String fix) {
    sound = false;
    String path = child.name().isEmpty() ? place.path() : child.path();
    place.wrongKey(child.keyMark(), path, what, fix);
  }

  boolean has(String key) {
    return children.containsKey(key);
  }

  boolean isEmpty() {
    return children.isEmpty();
  }

  <T> Value<T> required(String key, Kind<T> kind) {
    Value<Optional<T>> value = optional(key, kind);
    if (!has(key)) {
      missing.add(key);
      sound = false;
    }
    return value.then(Value::new);
  }

  <T> Value<T> optional(String key, Kind<T> kind, T otherwise) {
    return optional(key, kind).map(value -> value.orElse(otherwise));
  }

  <T> Value<Optional<T>> optional(String key, Kind<T> kind) {
    known.put(key, kind);
    Place child = children.get(key);
    if (child == null) {
      return Value.of(Optional.empty());
    }
    Value<T> value = kind.read(child);
    sound &= value.isSound();
    return value.map(Optional::of);
  }

  /** Reads every key of a section whose keys are names, each with its value. */
  <T> Value<List<T>> each(BiFunction<String, Place, Value<T>> reader) {
    List<Value<T>> values =
        children.entrySet().stream()
            .map(child -> reader.apply(child.getKey(), child.getValue()))
            .toList();
    sound &= values.stream().allMatch(Value::isSound);
    return sound ? Value.of(values.stream().map(Value::get).toList()) : Value.unsound();
  }

  /** Reports the one of two keys that is written without the other. */
  void together(String one, String other) {
    if (has(one) != has(other)) {
      String written = has(one) ? one : other;
      String absent = has(one) ? other : one;
      wrong(written, "needs %s beside it".formatted(absent), "write both, or none of the two");
    }
  }

  /** Reports a problem between this section's keys, at this key where it is written. */
  void wrong(String key, String what, String fix) {
    Place child = children.getOrDefault(key, place.child(key, place.keyMark(), place.node()));
    wrongKey(child, what, fix);
  }

  /** Reports a problem of the section as a whole. */
  void wrong(String what, String fix) {
    sound = false;
    place.wrongKey(place.keyMark(), place.path(), what, fix);
  }

  /** Gives what the reader makes of the keys, once all of them turned out to be sound. */
  <T> Value<T> finish(Supplier<T> whole) {
    Set<String> meant = new HashSet<>();
    children.values().stream()
        .filter(child -> !known.containsKey(child.name()))
        .forEach(child -> meant.addAll(reportUnknown(child)));
    missing.stream().filter(key -> !meant.contains(key)).forEach(this::reportMissing);
    return finishNames(whole);
  }

  /** As {@link #finish}, for a section whose keys are names. */
  <T> Value<T> finishNames(Supplier<T> whole) {
    if (!sound) {
      return Value.unsound();
    }
    try {
      return Value.of(whole.get());
    } catch (IllegalArgumentException refused) {
      wrong(String.valueOf(refused.getMessage()), "see docs/configuration.md");
      return Value.unsound();
    }
  }

  private Set<String> reportUnknown(Place child) {
    List<String> free = known.keySet().stream().filter(key -> !has(key)).toList();
    Optional<String> meant = Nearest.to(child.name(), free);
    if (meant.isPresent()) {
      wrongKey(
          child,
          "unknown key '%s'".formatted(child.name()),
          "did you mean '%s'?".formatted(meant.get()));
    } else {
      // Not named: what stands as a key by mistake may be a secret.
      sound = false;
      place.wrongKey(
          child.keyMark(),
          place.path(),
          "unknown key",
          "the keys here are " + String.join(", ", known.keySet()));
    }
    return meant.map(Set::of).orElse(Set.of());
  }

  private void reportMissing(String key) {
    Kind<?> kind = Objects.requireNonNull(known.get(key));
    wrong(key, "is missing", Place.write(key, kind.example()));
  }
}
