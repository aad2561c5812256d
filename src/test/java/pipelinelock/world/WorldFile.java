package pipelinelock.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Worlds as files: one that fails is written down, and becomes a case. */
public final class WorldFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private WorldFile() {}

  /** The worlds of a folder, by their names. */
  static List<WorldCase> cases(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".yaml"))
          .sorted()
          .map(WorldFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WorldCase read(Path file) {
    try {
      var name = Optional.ofNullable(file.getFileName()).orElseThrow().toString();
      return new WorldCase(name.replace(".yaml", ""), YAML.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no world", e);
    }
  }

  /**
   * A world in full, as a case to be added to the others.
   *
   * @param label {@code state}, {@code cure}, {@code recreate}, {@code running}, {@code release}
   * @param facts one a look
   */
  public static String write(String title, Map<String, Object> label, List<WorldFacts> facts) {
    ObjectNode yaml = YAML.createObjectNode();
    yaml.put("title", title);
    yaml.set("label", YAML.valueToTree(label));
    yaml.set("facts", YAML.valueToTree(facts.getFirst()));
    if (facts.size() > 1) {
      yaml.set("later", YAML.valueToTree(facts.get(1)));
    }
    try {
      return YAML.writeValueAsString(yaml);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WorldCase parse(String name, String text) {
    try {
      return new WorldCase(name, YAML.readTree(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WorldFacts facts(JsonNode node) {
    try {
      return YAML.treeToValue(node, WorldFacts.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
