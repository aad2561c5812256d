package pipelinelock.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import pipelinelock.settings.SecretSource.Unreadable;

/**
 * One text in a YAML or JSON document: {@code default_ca.certificate}; items of a list are counted
 * from 0. Messages name the document and the path, and nothing that was read.
 *
 * @param document what messages call it
 * @param path keys, joined by dots
 */
record TextAt(String document, String path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIX = "write its keys, joined by dots, as they are in it";

  String inYaml(String text) throws Unreadable {
    try {
      return find(Optional.ofNullable(yaml().load(text)));
    } catch (YAMLException _) {
      throw new Unreadable(document + " is not YAML", "name an object that is, or leave out '#…'");
    }
  }

  String inJson(String text) throws Unreadable {
    try {
      return find(Optional.ofNullable(JSON.readValue(text, Object.class)));
    } catch (JsonProcessingException _) {
      throw new Unreadable(document + " is not JSON", "name a secret that is, or leave out '#…'");
    }
  }

  private String find(Optional<Object> whole) throws Unreadable {
    var found = whole;
    for (String key : path.split("\\.", -1)) {
      found = found.flatMap(part -> child(part, key));
    }
    Object value =
        found.orElseThrow(
            () -> new Unreadable("%s has nothing at '%s'".formatted(document, path), FIX));
    if (value instanceof Map || value instanceof List) {
      throw new Unreadable(
          "%s has more than a text at '%s'".formatted(document, path),
          "name one of the keys in it");
    }
    return value.toString();
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

  /** Every value as it is written: a password {@code 007} must not become the number 7. */
  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(SecretText.LARGEST);
    options.setNestingDepthLimit(30);
    options.setMaxAliasesForCollections(50);
    return new Yaml(
        new SafeConstructor(options),
        new Representer(new DumperOptions()),
        new DumperOptions(),
        options,
        new Verbatim());
  }

  private static final class Verbatim extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // None: nothing but texts, lists and maps.
    }
  }
}
