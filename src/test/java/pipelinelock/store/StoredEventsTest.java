package pipelinelock.store;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.store.StoredEvents.EVENTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.plan.Step;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.UnreadableEvent;

/**
 * The form of every event in the record, for ever. A file that was committed here is never changed:
 * somebody's record holds such an event. {@code -Dgolden.update=true} writes those that are new.
 */
class StoredEventsTest {
  private static final Path FOLDER = Path.of("src/test/resources/store/events");

  static Stream<Arguments> written() {
    return EVENTS.entrySet().stream()
        .map(event -> argumentSet(event.getKey(), event.getKey(), event.getValue()));
  }

  static Stream<Arguments> readOnly() {
    return StoredEvents.OF_OLDER_VERSIONS.entrySet().stream()
        .map(event -> argumentSet(event.getKey(), event.getKey(), event.getValue()));
  }

  @ParameterizedTest
  @MethodSource("written")
  void anEventIsWrittenAsItAlwaysWas(String name, IncidentEvent event) throws IOException {
    var file = FOLDER.resolve(name + ".json");
    if (Boolean.getBoolean("golden.update") && !Files.exists(file)) {
      Files.writeString(file, EventJson.write(event) + "\n");
    }
    assertThat(EventJson.write(event) + "\n").isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource({"written", "readOnly"})
  void anEventIsReadAsItAlwaysWas(String name, IncidentEvent event) throws IOException {
    assertThat(EventJson.read(Files.readString(FOLDER.resolve(name + ".json")))).isEqualTo(event);
  }

  @Test
  void everyTypeOfEventAndOfStepHasItsFile() throws IOException {
    assertThat(EVENTS.values().stream().map(Object::getClass).collect(toSet()))
        .isEqualTo(Set.of(IncidentEvent.class.getPermittedSubclasses()));
    assertThat(
            EVENTS.values().stream()
                .filter(Requested.class::isInstance)
                .flatMap(event -> ((Requested) event).plan().steps().stream())
                .map(Object::getClass)
                .collect(toSet()))
        .isEqualTo(Set.of(Step.class.getPermittedSubclasses()));
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("no file without its value")
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(EVENTS, StoredEvents.OF_OLDER_VERSIONS)
                  .flatMap(names -> names.keySet().stream())
                  .map(name -> name + ".json")
                  .toList());
    }
  }

  /** A later build reads each of them, or refuses the incident: none is ever dropped unread. */
  @Test
  void everyConditionOfARungHasItsFile() {
    assertThat(
            EVENTS.values().stream()
                .filter(Requested.class::isInstance)
                .flatMap(event -> ((Requested) event).plan().recreates().stream())
                .flatMap(step -> step.onlyIf().stream()))
        .contains(Step.Condition.values());
  }

  @Test
  void everyTypeHasAStoredNameThatIsItsFilesName() {
    EVENTS.forEach((name, event) -> assertThat(name).startsWith(EventJson.type(event)));
    assertThat(
            Arrays.stream(IncidentEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList())
        .hasSameSizeAs(EVENTS.values().stream().map(EventJson::type).distinct().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"noted\",\"note\":\"a\",\"only_if\":\"b\"} | this version does not know its field 'only_if'",
        "{\"type\":\"noted\",\"note\":\"a\",\"v\":2} | it has form 2, but this version knows form 1 only",
        "{\"type\":\"moved\",\"note\":\"a\"} | this version does not know the type 'moved'",
        "{\"type\":\"noted\"} | its field 'note' is missing or wrong",
        "{\"type\":\"task-accepted\",\"step\":3} | its field 'task' is missing or wrong",
        "{\"type\":\"task-accepted\",\"step\":3,\"task\":\"x\"} | its field 'task' is missing or wrong",
        "{\"type\":\"noted\",\"note\":\"a\" | it is not JSON, or not an event",
      })
  void whatThisVersionDoesNotUnderstandIsRefusedAndNamed(String body, String why) {
    assertThatThrownBy(() -> EventJson.read(body))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessage(why);
  }

  /** A rule on who decides is never dropped unread. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"approvals\":2 | \"approvals\":2,\"witnesses\":1 | this version does not know its field 'witnesses'",
        "\"team\": | \"teams\": | its field 'policy.approvers.team' is missing or wrong",
        "\"approvals\":2, | '' | its field 'policy.approvals' is missing or wrong",
        "\"requesterCounts\":true, | '' | its field 'policy.requesterCounts' is missing or wrong",
        "\"requestExpires\":\"PT15M\", | '' | its field 'policy.requestExpires' is missing or wrong",
        "\"approvals\":2 | \"approvals\":\"2\" | its field 'policy.approvals' is missing or wrong",
        "\"approvals\":2 | \"approvals\":0 | it is not JSON, or not an event",
      })
  void aPolicyThatThisVersionDoesNotUnderstandIsRefusedToo(String part, String by, String why)
      throws IOException {
    var request = Files.readString(FOLDER.resolve("requested.json"));
    int policy = request.indexOf("\"policy\":");
    int at = request.indexOf(part, policy);
    assertThat(at).isGreaterThan(policy);
    var changed = request.substring(0, at) + by + request.substring(at + part.length());
    assertThatThrownBy(() -> EventJson.read(changed))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T12:00:00Z",
        "2026-11-24T12:00:00.5Z",
        "2026-11-24T12:00:00.050Z",
        "2024-02-29T23:59:59.123456789Z",
        "1969-12-31T23:59:59.999Z",
      })
  void aTimeIsTheOneThatWasWritten(String time) {
    assertThat(((NoteAdded) EventJson.read(noteAbout('"' + time + '"'))).about())
        .isEqualTo(Instant.parse(time));
  }

  /** The second verifier refuses them too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795521600",
        "1795521600.5",
        "\"1795521600\"",
        "\"\"",
        "\"2026-11-24T12:00:00+00:00\"",
        "\"2026-11-24t12:00:00z\"",
        "\"2026-11-24T12:00Z\"",
        "\"2026-11-24T12:00:00.Z\"",
        "\"2026-02-29T12:00:00Z\"",
        "\"2026-11-24T24:00:00Z\"",
      })
  void aTimeInAnyOtherFormIsRefused(String time) {
    assertThatThrownBy(() -> EventJson.read(noteAbout(time)))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessage("its field 'about' is missing or wrong");
  }

  private static String noteAbout(String time) {
    return "{\"type\":\"note-added\",\"by\":{\"team\":\"T1\",\"user\":\"U0BEN\"},\"about\":"
        + time
        + ",\"text\":\"it answers again\",\"said\":null,\"link\":null}";
  }

  @Test
  void anOlderEventMayLackAListThatCameLater() {
    var lapsed = EventJson.read("{\"type\":\"lapsed\"}");
    assertThat(lapsed).isEqualTo(new IncidentEvent.Lapsed(List.of()));
  }
}
