package pipelinelock.store.event;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.vm.InstanceId;

/**
 * The written form of each event and step: its type's name, and what is left out where it is empty.
 * Names and forms that were written once never change.
 */
final class StoredForm {
  private static final Map<Class<?>, String> NAMES =
      Arrays.stream(EventTypes.class.getAnnotation(JsonSubTypes.class).value())
          .collect(toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

  private StoredForm() {}

  /** A mapper that knows the forms; its modules come first, because the last one wins. */
  static JsonMapper.Builder of(JsonMapper.Builder mapper) {
    return mapper
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
        .addMixIn(IncidentEvent.Ended.class, EndedForm.class);
  }

  /** The name of the event's type, as stored. */
  static String type(IncidentEvent event) {
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
