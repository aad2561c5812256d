package pipelinelock.slack.thread;

import com.slack.api.model.Message;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.IncidentId;

/**
 * Invisible metadata in a message that says which part of the thread it is. Other people in the
 * workspace can read it, so it contains only ids.
 */
record Label(IncidentId incident, String part) {
  private static final String TYPE = "pipeline_lock_incident";

  Message.Metadata metadata() {
    return Message.Metadata.builder()
        .eventType(TYPE)
        .eventPayload(Map.of("incident", incident.toString(), "part", part))
        .build();
  }

  /** The label of a message, if it has one. */
  static Optional<Label> of(Message message) {
    var metadata = Optional.ofNullable(message.getMetadata());
    return metadata
        .filter(it -> TYPE.equals(it.getEventType()))
        .flatMap(it -> Optional.ofNullable(it.getEventPayload()))
        .flatMap(Label::read);
  }

  private static Optional<Label> read(Map<String, Object> payload) {
    if (payload.get("incident") instanceof String incident
        && payload.get("part") instanceof String part) {
      return IncidentId.parse(incident).map(id -> new Label(id, part));
    }
    return Optional.empty();
  }
}
