package pipelinelock.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import pipelinelock.secrecy.KnownSecrets;

/** Writes records as JSON: snake_case keys in their order, times in ISO 8601, null for nothing. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  static {
    MAPPER.getFactory().setCharacterEscapes(new HiddenEscaped());
  }

  private Json() {}

  /** The record as text, with a line end and without secrets, of which each stood in one string. */
  public static String of(Object document) {
    try {
      return KnownSecrets.hide(MAPPER.writeValueAsString(document).replace("\r\n", "\n")) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a document that cannot be written as JSON", e);
    }
  }
}
