package pipelinelock.settings.read;

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
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.Problem;
import pipelinelock.wording.Nearest;

/**
 * The keys of one section. A reader asks for each key it knows, then calls {@link #finish}, which
 * reports unknown and missing keys.
 */
public final class Section {
  private final FileValue place;
  private final Map<String, FileValue> children = new LinkedHashMap<>();
  private final Map<String, Kind<?>> known = new LinkedHashMap<>();
  private final List<FileValue> repeated = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private boolean sound = true;

  private Section(FileValue place) {
    this.place = place;
  }

  public static Value<Section> of(FileValue place, MappingNode mapping) {
    var section = new Section(place);
    mapping.getValue().forEach(section::add);
    return Value.of(section);
  }

  private void add(NodeTuple tuple) {
    var key = tuple.getKeyNode();
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    FileValue child = place.child(name, key.getStartMark(), tuple.getValueNode());
    if (name.isBlank()) {
      wrong(child.keyMark(), "has a key that is not a word", "write keys as plain words");
    } else if (name.equals("<<")) {
      wrong(child.keyMark(), "has a merge key '<<', which is not supported", "write the keys out");
    } else if (children.putIfAbsent(name, child) != null) {
      repeated.add(child);
      sound = false;
    }
  }

  private void wrong(Mark mark, String what, String fix) {
    sound = false;
    place.wrongKey(mark, place.path(), what, fix);
  }

  private void wrong(FileValue child, String what, String fix) {
    sound = false;
    place.wrongKey(child.keyMark(), child.path(), what, fix);
  }

  public boolean has(String key) {
    return children.containsKey(key);
  }

  public boolean isEmpty() {
    return children.isEmpty();
  }

  /** Whether a key is written that was probably meant to be this absent one. */
  public boolean isMisspelt(String key) {
    return !has(key)
        && children.keySet().stream().anyMatch(name -> Nearest.to(name, Set.of(key)).isPresent());
  }

  /** Makes this section depend on a value that was read elsewhere. */
  public <T> Value<T> uses(Value<T> value) {
    sound &= value.isSound();
    return value;
  }

  public <T> Value<T> required(String key, Kind<T> kind) {
    Value<Optional<T>> value = optional(key, kind);
    if (!has(key)) {
      missing.add(key);
      sound = false;
    }
    return value.then(it -> it.map(Value::of).orElseGet(Value::unsound));
  }

  public <T> Value<T> optional(String key, Kind<T> kind, T otherwise) {
    return optional(key, kind).map(value -> value.orElse(otherwise));
  }

  public <T> Value<Optional<T>> optional(String key, Kind<T> kind) {
    known.put(key, kind);
    FileValue child = children.get(key);
    if (child == null) {
      return Value.of(Optional.empty());
    }
    Value<T> value = kind.read(child);
    sound &= value.isSound();
    return value.map(Optional::of);
  }

  /** Lets these keys stand, whatever is below them: another reader asks for them. */
  public void unread(List<String> keys) {
    keys.forEach(key -> optional(key, new Kind<>("a section", "{…}", Value::of)));
  }

  /** Where the files are that a value below names. */
  public KeyFiles keyFiles() {
    return place.reading().keyFiles();
  }

  /** What of the values below could not be fetched. */
  public List<Problem> unfetched() {
    return place.reading().unfetched(place.path());
  }

  /** From now on the values below belong to this environment. */
  public void belongsTo(EnvironmentName environment) {
    place.reading().belongsTo(place.path(), environment);
  }

  /** From now on fetches the values below as this environment is to be asked for. */
  public void fetchAs(EnvironmentName environment, Aws aws) {
    place.reading().fetchAs(place.path(), environment, aws);
  }

  /** Reads this key of a section whose keys are names, and leaves the others unread. */
  public <T> Value<Optional<T>> one(String name, BiFunction<String, FileValue, Value<T>> reader) {
    return Optional.ofNullable(children.get(name))
        .map(child -> reader.apply(name, child).map(Optional::of))
        .orElseGet(() -> Value.of(Optional.empty()));
  }

  /** The keys as they are written. */
  public Set<String> keys() {
    return children.keySet();
  }

  /** Reads every key of a section whose keys are names, each with its value. */
  public <T> Value<List<T>> each(BiFunction<String, FileValue, Value<T>> reader) {
    repeated.forEach(this::reportRepeated);
    List<Value<T>> values =
        children.entrySet().stream()
            .map(child -> reader.apply(child.getKey(), child.getValue()))
            .toList();
    sound &= values.stream().allMatch(Value::isSound);
    return sound ? Value.of(values.stream().map(Value::get).toList()) : Value.unsound();
  }

  /** Reports the one of two keys that is written without the other. */
  public void together(String one, String other) {
    if (has(one) != has(other)) {
      String written = has(one) ? one : other;
      String absent = has(one) ? other : one;
      wrong(written, "needs %s too".formatted(absent), "write both or neither");
    }
  }

  /** Reports a problem between this section's keys, at this key where it is written. */
  public void wrong(String key, String what, String fix) {
    FileValue child = children.getOrDefault(key, place.child(key, place.keyMark(), place.node()));
    wrong(child, what, fix);
  }

  /** Reports a problem of the section as a whole. */
  public void wrong(String what, String fix) {
    wrong(place.keyMark(), what, fix);
  }

  /** Gives what the reader makes of the keys, once all of them turned out to be sound. */
  public <T> Value<T> finish(Supplier<T> whole) {
    repeated.forEach(this::reportRepeated);
    Set<String> meant = new HashSet<>();
    children.values().stream()
        .filter(child -> !known.containsKey(child.name()))
        .forEach(child -> meant.addAll(reportUnknown(child)));
    missing.stream().filter(key -> !meant.contains(key)).forEach(this::reportMissing);
    return ifSound(whole);
  }

  /** Gives the whole, unless a problem was reported in this section. */
  public <T> Value<T> ifSound(Supplier<T> whole) {
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

  private void reportRepeated(FileValue child) {
    int first = Objects.requireNonNull(children.get(child.name())).keyMark().getLine() + 1;
    String what = "appears twice, first at line %d".formatted(first);
    if (known.containsKey(child.name())) {
      wrong(child, what, "keep one of the two");
    } else {
      wrong(child.keyMark(), "a key " + what, "keep one of the two");
    }
  }

  private Set<String> reportUnknown(FileValue child) {
    List<String> free = known.keySet().stream().filter(key -> !has(key)).toList();
    Optional<String> meant = Nearest.to(child.name(), free);
    if (meant.isPresent()) {
      wrong(
          child,
          "unknown key '%s'".formatted(child.name()),
          "did you mean '%s'?".formatted(meant.get()));
    } else {
      // Not named: what was put as a key by mistake may be a secret.
      wrong(
          child.keyMark(), "unknown key", "the keys here are " + String.join(", ", known.keySet()));
    }
    return meant.map(Set::of).orElse(Set.of());
  }

  private void reportMissing(String key) {
    Kind<?> kind = Objects.requireNonNull(known.get(key));
    wrong(key, "is missing", FileValue.write(key, kind.example()));
  }
}
