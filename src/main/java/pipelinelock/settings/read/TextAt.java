package pipelinelock.settings.read;

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
import pipelinelock.settings.read.SecretSource.Unreadable;
import pipelinelock.settings.source.DocumentPath;

/**
 * One text in a YAML or JSON document. Messages name the document and the path, and nothing that
 * was read.
 *
 * @param document what messages call it
 */
public record TextAt(String document, DocumentPath path) {
  private static final int LARGEST = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIX = "write its keys as in the document, as a.b or /a/b";

  /** Without the line end that a block of YAML ends in, as of a file. */
  public String inYaml(String text) throws Unreadable {
    try {
      return find(Optional.ofNullable(yaml().load(text))).replaceFirst("[\\r\\n]+\\z", "");
    } catch (YAMLException _) {
      throw new Unreadable(document + " is not YAML", "name an object that is, or remove '#…'");
    }
  }

  /** As it is written there. */
  public String inJson(String text) throws Unreadable {
    try {
      return find(Optional.ofNullable(JSON.readValue(text, Object.class)));
    } catch (JsonProcessingException _) {
      throw new Unreadable(document + " is not JSON", "name a secret that is, or remove '#…'");
    }
  }

  private String find(Optional<Object> whole) throws Unreadable {
    Object value =
        whole
            .flatMap(path::in)
            .orElseThrow(
                () -> new Unreadable("%s has nothing at '%s'".formatted(document, path), FIX));
    if (value instanceof Map || value instanceof List) {
      throw new Unreadable(
          "%s has more than one value at '%s'".formatted(document, path),
          "name one of the keys in it");
    }
    return value.toString();
  }

  /** Every value as it is written: a password {@code 007} must not become the number 7. */
  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
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
