package pipelinelock.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Step;
import pipelinelock.vm.InstanceId;

/**
 * Events as JSON text. The type names here are for ever: records of years ago carry them. Unknown
 * fields are ignored, so that a node of the version before can read what a newer one wrote.
 */
final class EventJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(names())
          .addMixIn(IncidentEvent.class, EventTypes.class)
          .addMixIn(Step.class, StepTypes.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private EventJson() {}

  static String write(IncidentEvent event) {
    try {
      return JSON.writerFor(IncidentEvent.class).writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing an event of type " + event.getClass(), e);
    }
  }

  static IncidentEvent read(String text) {
    try {
      return JSON.readValue(text, IncidentEvent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the record holds an event that this version cannot read; was it written by a newer one?",
          e);
    }
  }

  /** The name of the event's type, as stored. */
  static String type(IncidentEvent event) {
    for (var type : EventTypes.class.getAnnotation(JsonSubTypes.class).value()) {
      if (type.value().equals(event.getClass())) {
        return type.name();
      }
    }
    throw new IllegalStateException(event.getClass() + " has no stored name");
  }

  private static SimpleModule names() {
    return new SimpleModule()
        .addSerializer(EnvironmentName.class, ToStringSerializer.instance)
        .addSerializer(InstanceId.class, ToStringSerializer.instance)
        .addDeserializer(
            EnvironmentName.class,
            new FromStringDeserializer<>(EnvironmentName.class) {
              @Override
              protected EnvironmentName _deserialize(String text, DeserializationContext context) {
                return new EnvironmentName(text);
              }
            })
        .addDeserializer(
            InstanceId.class,
            new FromStringDeserializer<>(InstanceId.class) {
              @Override
              protected InstanceId _deserialize(String text, DeserializationContext context) {
                return InstanceId.parse(text);
              }
            });
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = IncidentEvent.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = IncidentEvent.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = IncidentEvent.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = IncidentEvent.Withdrawn.class, name = "withdrawn"),
    @JsonSubTypes.Type(value = IncidentEvent.Expired.class, name = "expired"),
    @JsonSubTypes.Type(value = IncidentEvent.Lapsed.class, name = "lapsed"),
    @JsonSubTypes.Type(value = IncidentEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = IncidentEvent.StepIntended.class, name = "step-intended"),
    @JsonSubTypes.Type(value = IncidentEvent.AnswerLost.class, name = "answer-lost"),
    @JsonSubTypes.Type(value = IncidentEvent.TaskAccepted.class, name = "task-accepted"),
    @JsonSubTypes.Type(value = IncidentEvent.TaskSaid.class, name = "task-said"),
    @JsonSubTypes.Type(value = IncidentEvent.TaskEnded.class, name = "task-ended"),
    @JsonSubTypes.Type(value = IncidentEvent.StepEnded.class, name = "step-ended"),
    @JsonSubTypes.Type(value = IncidentEvent.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = IncidentEvent.NoteAdded.class, name = "note-added"),
    @JsonSubTypes.Type(value = IncidentEvent.CancelAsked.class, name = "cancel-asked"),
    @JsonSubTypes.Type(value = IncidentEvent.Ended.class, name = "ended"),
  })
  private interface EventTypes {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Step.PauseJob.class, name = "pause-job"),
    @JsonSubTypes.Type(value = Step.AbortBuild.class, name = "abort-build"),
    @JsonSubTypes.Type(value = Step.ReadLock.class, name = "read-lock"),
    @JsonSubTypes.Type(value = Step.Recreate.class, name = "recreate"),
    @JsonSubTypes.Type(value = Step.Verify.class, name = "verify"),
    @JsonSubTypes.Type(value = Step.UnpauseJob.class, name = "unpause-job"),
  })
  private interface StepTypes {}
}
