package pipelinelock.store.event;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.vm.InstanceId;

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
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(names())
          .addMixIn(IncidentEvent.class, EventTypes.class)
          .addMixIn(Step.class, StepTypes.class)
          .addMixIn(Set.class, SortedSet.class)
          .addMixIn(ApprovalPolicy.class, PolicyForm.class)
          .addMixIn(IncidentEvent.Requested.class, RequestedForm.class)
          .addMixIn(IncidentEvent.Approved.class, ApprovedForm.class)
          .addMixIn(IncidentEvent.Rejected.class, ProvedForm.class)
          .addMixIn(IncidentEvent.GlassBroken.class, ProvedForm.class)
          .addMixIn(ClickProof.class, ProofForm.class)
          .addMixIn(Step.Recreate.class, RecreateForm.class)
          .addMixIn(IncidentEvent.Ended.class, EndedForm.class)
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

  private static final Map<Class<?>, String> NAMES =
      Arrays.stream(EventTypes.class.getAnnotation(JsonSubTypes.class).value())
          .collect(toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

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
    var name = NAMES.get(event.getClass());
    if (name == null) {
      throw new IllegalStateException(event.getClass() + " has no stored name");
    }
    return name;
  }

  private static SimpleModule names() {
    return new SimpleModule()
        .addDeserializer(Instant.class, new InstantReading())
        .addSerializer(EnvironmentName.class, ToStringSerializer.instance)
        .addSerializer(InstanceId.class, ToStringSerializer.instance)
        .addSerializer(IncidentId.class, ToStringSerializer.instance)
        .addDeserializer(
            IncidentId.class,
            new FromStringDeserializer<>(IncidentId.class) {
              @Override
              protected IncidentId _deserialize(String text, DeserializationContext context) {
                return IncidentId.parse(text)
                    .filter(id -> id.toString().equals(text))
                    .orElseThrow(() -> new IllegalArgumentException("not an incident: " + text));
              }
            })
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
    @JsonSubTypes.Type(value = IncidentEvent.Revoked.class, name = "revoked"),
    @JsonSubTypes.Type(value = IncidentEvent.Reminded.class, name = "reminded"),
    @JsonSubTypes.Type(value = IncidentEvent.GlassBroken.class, name = "glass-broken"),
    @JsonSubTypes.Type(value = IncidentEvent.ReviewReminded.class, name = "review-reminded"),
    @JsonSubTypes.Type(value = IncidentEvent.Reviewed.class, name = "reviewed"),
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
    @JsonSubTypes.Type(value = IncidentEvent.CardChanged.class, name = "card-changed"),
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
    @JsonSubTypes.Type(value = Step.ReleaseLock.class, name = "release-lock"),
    @JsonSubTypes.Type(value = Step.UnpausePipeline.class, name = "unpause-pipeline"),
    @JsonSubTypes.Type(value = Step.LookAgain.class, name = "look-again"),
    @JsonSubTypes.Type(value = Step.GiveBack.class, name = "give-back"),
    @JsonSubTypes.Type(value = Step.ReleaseAgain.class, name = "release-again"),
    @JsonSubTypes.Type(value = Step.StartDeployment.class, name = "start-deployment"),
    @JsonSubTypes.Type(value = Step.FollowDeployment.class, name = "follow-deployment"),
    @JsonSubTypes.Type(value = Step.FollowRun.class, name = "follow-run"),
  })
  private interface StepTypes {}

  @JsonSerialize(converter = StoredPolicy.Writing.class)
  @JsonDeserialize(converter = StoredPolicy.Reading.class)
  private interface PolicyForm {}

  /** What came after the form was fixed is left out where it is empty: nothing else changes. */
  private interface RequestedForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<IncidentId> after();
  }

  /** The same. */
  private interface ApprovedForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Confirmation> confirmed();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<ClickProof> proof();
  }

  /** The same. */
  private interface ProvedForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<ClickProof> proof();
  }

  /** What a request lacks is left out: a typed command has no card, Socket Mode no signature. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private interface ProofForm {}

  /** What came after the form was fixed is left out where it is empty. */
  private interface RecreateForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Step.Condition> onlyIf();
  }

  /** The same. */
  private interface EndedForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> headline();
  }

  /** A set has another order in each process: sorted, equal events have equal texts. */
  @JsonSerialize(converter = Sorted.class)
  private interface SortedSet {}

  private static final class Sorted extends StdConverter<Set<?>, List<?>> {
    @Override
    public List<?> convert(Set<?> set) {
      return set.stream().sorted(comparing(Object::toString)).toList();
    }
  }
}
