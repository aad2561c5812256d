package pipelinelock.store.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.IncidentId;

/**
 * What stays in the record of an archived incident: one event after its last one, with the hash of
 * that one. So the archive is proved by the record, and the record by the archive.
 *
 * @param endedAt when the last of the archived events happened
 * @param file the name of the file that contains them, without its folder
 * @param before the hash of the last of them
 */
public record Tombstone(EnvironmentName environment, Instant endedAt, String file, String before) {
  public static final String TYPE = "archived";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** The form in the record; its names are for ever. */
  private record Body(String environment, String endedAt, String file, String before) {}

  /** One with the incident that it replaces. */
  public record Placed(long incident, Tombstone stone) {
    public static Placed of(Link link) {
      return new Placed(link.entry().incident(), Tombstone.of(link.entry()));
    }
  }

  public static boolean is(Link link) {
    return link.entry().incident() != EventRows.FREEZES && link.entry().type().equals(TYPE);
  }

  public String body() {
    try {
      return JSON.writeValueAsString(
          new Body(environment.value(), endedAt.toString(), file, before));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing what stays of an incident", e);
    }
  }

  /**
   * Reads the body of such an event.
   *
   * @throws UnreadableEvent when it has another form
   */
  public static Tombstone of(Entry entry) {
    try {
      var body = JSON.readValue(entry.body(), Body.class);
      return new Tombstone(
          new EnvironmentName(body.environment()),
          Instant.parse(body.endedAt()),
          body.file(),
          body.before());
    } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
      throw new UnreadableEvent("its archiving has another form");
    }
  }

  public ArchivedIncident incident(Entry entry) {
    return new ArchivedIncident(
        new IncidentId(entry.incident()), environment, endedAt, entry.at(), file);
  }
}
