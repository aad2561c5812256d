package pipelinelock.store.event;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipelinelock.incident.IncidentEvent;

/**
 * Events as JSON. Type and field names never change: old records contain them, and test files keep
 * an example of each.
 *
 * <p>An event has {@code "v"} once its format has changed in a way that an older reader would
 * misunderstand; without it the format is 1. It refuses to read what this version does not know (a
 * type, a field, a format), because an ignored field could be the one that forbids an act. A list
 * or an optional that an older event lacks is empty; everything else is required.
 */
public final class EventJson {
  private static final int FORM = 1;
  private static final String FORM_KEY = "v";

  /** The names of those after which an incident is not open any more. */
  public static final List<String> ENDS =
      List.of("rejected", "withdrawn", "expired", "lapsed", "ended", Tombstone.TYPE);

  private static final ObjectMapper JSON =
      StoredForm.of(
              JsonMapper.builder().addModule(new Jdk8Module()).addModule(new JavaTimeModule()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .withConfigOverride(List.class, EventJson::emptyWhereAbsent)
          .withConfigOverride(Set.class, EventJson::emptyWhereAbsent)
          .build();

  private static final ObjectReader READER = JSON.readerFor(IncidentEvent.class);
  private static final ObjectWriter WRITER = JSON.writerFor(IncidentEvent.class);

  private EventJson() {}

  public static String write(IncidentEvent event) {
    try {
      return WRITER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing an event of type " + event.getClass(), e);
    }
  }

  /** What was written, as a tree. */
  public static JsonNode tree(String written) {
    try {
      return JSON.readTree(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reading an event that was just written", e);
    }
  }

  private static void emptyWhereAbsent(MutableConfigOverride kind) {
    kind.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  /**
   * @throws UnreadableEvent when this version does not understand every word of it
   */
  public static IncidentEvent read(String text) {
    try {
      @Nullable IncidentEvent event = READER.readValue(text);
      if (event == null) {
        throw new UnreadableEvent("it is not JSON, or not an event");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent(otherForm(text).orElseGet(() -> why(e)));
    }
  }

  /** That it is of a form which came after this version, where it says so. */
  private static Optional<String> otherForm(String text) {
    try {
      var body = JSON.readTree(text);
      return body.path(FORM_KEY).asInt(FORM) == FORM
          ? Optional.empty()
          : Optional.of(
              "it has form %s, but this version knows form %d only"
                  .formatted(body.path(FORM_KEY).asText(), FORM));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String why(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException e ->
          "this version does not know its field '%s'".formatted(e.getPropertyName());
      case InvalidTypeIdException e ->
          "this version does not know the type '%s'".formatted(e.getTypeId());
      case MismatchedInputException e -> "its field '%s' is missing or wrong".formatted(place(e));
      default -> "it is not JSON, or not an event";
    };
  }

  private static String place(MismatchedInputException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(joining("."));
  }

  /** The name of the event's type, as stored. */
  public static String type(IncidentEvent event) {
    return StoredForm.type(event);
  }
}
