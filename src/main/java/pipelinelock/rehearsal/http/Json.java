package pipelinelock.rehearsal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds and parses the JSON of the simulated servers. */
public final class Json {
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * An object of alternating keys and values, in that order; an empty {@link Optional} is left out.
   */
  public static ObjectNode object(@Nullable Object... keysAndValues) {
    var object = MAPPER.createObjectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      put(object, String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }

  private static void put(ObjectNode object, String key, @Nullable Object value) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(present -> put(object, key, present));
      case JsonNode node -> object.set(key, node);
      case null -> object.putNull(key);
      default -> object.set(key, MAPPER.valueToTree(value));
    }
  }

  public static ArrayNode array(Iterable<? extends JsonNode> nodes) {
    var array = MAPPER.createArrayNode();
    nodes.forEach(array::add);
    return array;
  }

  /** Empty when the text is no JSON. */
  public static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of this package's resources, exactly as recorded. */
  public static String resource(String name) {
    try (var in = Json.class.getResourceAsStream("/rehearsal/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource /rehearsal/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading resource /rehearsal/" + name, e);
    }
  }

  public static JsonNode parse(String text) {
    return read(text).orElseThrow(() -> new IllegalArgumentException("no JSON: " + text));
  }
}
