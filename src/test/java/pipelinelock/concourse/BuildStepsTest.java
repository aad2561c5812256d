package pipelinelock.concourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.http.Http;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.Kind;
import pipelinelock.pipeline.BuildActivity.Life;
import pipelinelock.pipeline.BuildActivity.Purpose;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.BuildActivity.Step;

/** Every step of a build is reported by itself, wherever in the plan it is. */
class BuildStepsTest {
  private static final String POOL = "{\"name\":\"pipeline-pool\",\"resource\":\"pipeline-pool\"}";

  /** Claims, deploys, and gives back in its ensure. */
  private static final String CLAIM_AND_ENSURE =
      """
      {"id":"9","ensure":{"step":{"id":"8","do":[
        {"id":"1","put":%1$s},{"id":"2","task":{"name":"deploy"}}]},
        "ensure":{"id":"7","try":{"step":{"id":"3","put":%1$s}}}}}
      """
          .formatted(POOL);

  @Test
  void aClaimThatIsDoneStaysDoneWhenTheSameBuildReleases() {
    var activity =
        after(
            CLAIM_AND_ENSURE,
            claimed("1"),
            event("initialize-task", "2", ""),
            event("finish-task", "2", "\"exit_status\":0"),
            event("initialize-put", "3", ""));

    assertThat(activity.claim().map(Step::phase)).contains(PutPhase.DONE);
    assertThat(activity.release().map(Step::phase)).contains(PutPhase.IMAGE);
    assertThat(activity.poolPut()).isEqualTo(PutPhase.IMAGE);
  }

  @Test
  void aPutSaysWhatItIsForAsSoonAsItPrints() {
    var activity =
        after(
            CLAIM_AND_ENSURE,
            claimed("1"),
            event("start-put", "3", ""),
            event("log", "3", "\"payload\":\"releas\""),
            event("log", "3", "\"payload\":\"ing lock: lock on pool: cf\\n\""));

    assertThat(activity.poolPuts())
        .extracting(Step::purpose)
        .containsExactly(Purpose.CLAIM, Purpose.RELEASE);
  }

  /** As a recorded one was after a restart of web: attached, and nothing more was printed. */
  @Test
  void aNewWebNodeMakesAStepBeginOnceMore() {
    var activity =
        after(
            CLAIM_AND_ENSURE,
            event(100, "initialize-put", "1", ""),
            event(101, "start-put", "1", ""),
            event(102, "log", "1", "\"payload\":\"waiting for lock\\n\""),
            event(132, "log", "1", "\"payload\":\".\""),
            event(160, "initialize-put", "1", ""),
            event(161, "start-put", "1", ""));

    assertThat(activity.claim().map(Step::phase)).contains(PutPhase.STARTED);
    assertThat(activity.claim().map(Step::purpose)).contains(Purpose.CLAIM);
    assertThat(activity.claim().orElseThrow().lives())
        .containsExactly(
            new Life(Optional.of(second(102)), Optional.of(second(132))),
            new Life(Optional.empty(), Optional.of(second(161))));
  }

  private static Instant second(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void aReleaseThatComesFirstIsNoClaim() {
    var activity =
        after(
            CLAIM_AND_ENSURE,
            event("start-put", "3", ""),
            event("log", "3", "\"payload\":\"releasing lock: lock\\n\""));

    assertThat(activity.claim().map(Step::id)).contains("1");
    assertThat(activity.claim().map(Step::phase)).contains(PutPhase.NONE);
    assertThat(activity.release().map(Step::id)).contains("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "put", "task"})
  void theWorkerIsThatOfTheStepThatIsOpenWhateverItsKind(String kind) {
    var plan =
        """
        {"id":"9","in_parallel":{"steps":[{"id":"1","put":%s},{"id":"2","try":{"step":
          {"id":"3","%s":{"name":"x"}}}}]}}
        """
            .formatted(POOL, kind);
    var activity =
        after(
            plan,
            claimed("1"),
            event("initialize-" + kind, "3", ""),
            event("selected-worker", "3", "\"selected_worker\":\"w-2\""));

    assertThat(activity.worker()).contains("w-2");
    assertThat(activity.openSteps())
        .extracting(Step::kind)
        .containsExactly(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
  }

  @Test
  void theWorkerThatFetchesAnImageIsTheOneInUse() {
    var plan =
        """
        {"id":"1","task":{"name":"t","image_get_plan":{"id":"5","get":{"name":"image"}}}}
        """;
    var activity =
        after(
            plan,
            event("initialize-task", "1", ""),
            event("selected-worker", "5", "\"selected_worker\":\"w-3\""));

    assertThat(activity.steps()).hasSize(1);
    assertThat(activity.worker()).contains("w-3");
  }

  @Test
  void aStepThatBeginsAnewHasLostItsWorker() {
    var activity =
        after(
            "{\"id\":\"1\",\"put\":" + POOL + "}", claimed("1"), event("initialize-put", "1", ""));

    assertThat(activity.worker()).isEmpty();
    assertThat(activity.poolPut()).isEqualTo(PutPhase.IMAGE);
  }

  @Test
  void stepsOfAnAcrossAreKnownFromTheirEvent() {
    var activity =
        after(
            "{\"id\":\"9\",\"across\":{\"vars\":[],\"substep_template\":\"{}\"}}",
            """
            {"event":"across-substeps","data":{"time":1,"origin":{"id":"9"},
              "substeps":[{"id":"9/0","put":%s}]}}
            """
                .formatted(POOL),
            event("initialize-put", "9/0", ""),
            event("start-put", "9/0", ""));

    assertThat(activity.poolPut()).isEqualTo(PutPhase.STARTED);
  }

  @Test
  void anImageOfACustomTypeIsKnownFromItsEvent() {
    var activity =
        after(
            "{\"id\":\"1\",\"put\":" + POOL + "}",
            event("initialize-put", "1", ""),
            "{\"event\":\"image-get\",\"data\":{\"time\":2,\"origin\":{\"id\":\"1\"},\"plan\":{\"id\":\"1/image-get\",\"get\":{\"name\":\"image\"}}}}",
            event("error", "1/image-get", "\"message\":\"no image\""));

    assertThat(activity.poolPut()).isEqualTo(PutPhase.ERRORED);
    assertThat(activity.error()).contains("no image");
  }

  @Test
  void whatHasNotBegunIsToldInThePlansOrder() {
    assertThat(after(CLAIM_AND_ENSURE).steps())
        .extracting(Step::id, Step::phase)
        .containsExactly(
            tuple("1", PutPhase.NONE), tuple("2", PutPhase.NONE), tuple("3", PutPhase.NONE));
  }

  private static BuildActivity after(String plan, String... events) {
    var story = new BuildStory(5190, new PlanSteps("pipeline-pool").add(json(plan)));
    for (var text : events) {
      for (var event : List.of(text.split("\n;\n", -1))) {
        var envelope = json(event);
        story.add(envelope.path("event").asText(), envelope.path("data"));
      }
    }
    return story.activity();
  }

  private static String claimed(String origin) {
    return String.join(
        "\n;\n",
        event("initialize-put", origin, ""),
        event("selected-worker", origin, "\"selected_worker\":\"w-1\""),
        event("start-put", origin, ""),
        event("log", origin, "\"payload\":\"claiming lock on: cf\\n\""),
        event("finish-put", origin, "\"exit_status\":0"));
  }

  private static String event(String type, String origin, String more) {
    return event(1_708_337_000, type, origin, more);
  }

  private static String event(long time, String type, String origin, String more) {
    return "{\"event\":\"%s\",\"data\":{\"time\":%d,\"origin\":{\"id\":\"%s\"}%s}}"
        .formatted(type, time, origin, more.isEmpty() ? "" : "," + more);
  }

  private static JsonNode json(String text) {
    try {
      return Optional.ofNullable(Http.json().readTree(text)).orElseThrow();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
