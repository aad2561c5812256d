package pipelinelock.settings.source;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a value in a YAML or JSON document: keys joined by dots, {@code
 * default_ca.private_key}, or each after a slash as {@code bosh int --path} has them, {@code
 * /default_ca/private_key}, for keys that contain dots; there {@code ~1} means a slash within a key
 * and {@code ~0} a {@code ~}. List items count from 0.
 *
 * @param written as it is in the settings
 * @param keys from the outermost in, at least one
 */
public record DocumentPath(String written, List<String> keys) {
  private static final String SLASH = "/";

  public DocumentPath {
    keys = List.copyOf(keys);
  }

  /**
   * Takes it apart.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static DocumentPath of(String written) {
    if (written.isEmpty() || written.equals(SLASH)) {
      throw new IllegalArgumentException("there is no path after the '#'");
    }
    var keys =
        written.startsWith(SLASH)
            ? Arrays.stream(written.substring(1).split(SLASH, -1)).map(DocumentPath::plain)
            : Arrays.stream(written.split("\\.", -1));
    return new DocumentPath(written, keys.toList());
  }

  private static String plain(String key) {
    return key.replace("~1", SLASH).replace("~0", "~");
  }

  /** What lies there in this tree of maps and lists; empty where nothing does, or a null. */
  public Optional<Object> in(Object tree) {
    var found = Optional.of(tree);
    for (String key : keys) {
      found = found.flatMap(part -> child(part, key));
    }
    return found;
  }

  private static Optional<Object> child(Object part, String key) {
    return switch (part) {
      case Map<?, ?> map -> Optional.ofNullable(map.get(key));
      case List<?> list ->
          key.matches("[0-9]{1,6}") && Integer.parseInt(key) < list.size()
              ? Optional.ofNullable(list.get(Integer.parseInt(key)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return written;
  }
}
