package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.Patience;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Http;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.UnfinishedTasks.BrokenTask;

/** What a deployment's tasks left behind, by recordings of a real Director. */
class LeftoversTest {
  private static final String FEW = "/tasks?deployment=concourse&verbose=1&limit=30";
  private static final String MANY = "/tasks?deployment=concourse&verbose=1&limit=300";
  private static final String MORE = "real-280.0.0-more/";
  private static final InstanceId FIRST =
      InstanceId.parse("worker/c2fbc54b-13ee-4646-b155-78b6816170b3");
  private static final InstanceId SECOND =
      InstanceId.parse("worker/9994c333-56ff-4906-8974-0b7e2265471e");
  private static final InstanceId SWAP =
      InstanceId.parse("swap/268cc17f-00d5-4be7-8660-e89a325bdc52");

  private final FakeDirector fake = new FakeDirector();
  private Director director;

  @BeforeEach
  void start() {
    fake.start();
    var config =
        new BoshConfig(
            URI.create(fake.url()),
            Optional.of(FakeDirector.UUID),
            Optional.empty(),
            new UaaClient("opsbot", "s3cret"),
            Optional.empty(),
            "concourse",
            new Timeouts(Duration.ofSeconds(5), Patience.LIMIT, Duration.ofMillis(20)));
    director = Director.of(config, Http.client(), InstantSource.system());
  }

  @AfterEach
  void stop() {
    fake.stop();
  }

  private static String recorded(String name) {
    return Recordings.text(MORE + name + ".task.json");
  }

  private void hasTasks(String... tasks) {
    fake.answers(FEW, okJson("[" + String.join(",", tasks) + "]"));
  }

  private void hasLog(long task, String name) {
    fake.hasLog(task, Recordings.text(MORE + name + ".event.ndjson"));
  }

  private static String task(int id, String state, String description) {
    return """
    {"id":%d,"state":"%s","description":"%s","timestamp":%d,"started_at":1,"result":null,"user":"admin","deployment":"concourse","context_id":""}
    """
        .formatted(id, state, description, 1796006912 + (id - 283) * 10);
  }

  @Test
  void anUpdateThatBrokeOffIsFoundWithAllThatItBegan() {
    hasTasks(
        recorded("rollback.1-deploy-fails-at-second-worker"),
        task(340, "done", "create deployment"),
        task(339, "error", "create deployment"));
    hasLog(341, "rollback.1-deploy-fails-at-second-worker");

    var found = director.leftovers();

    assertThat(found.good()).contains(340L);
    assertThat(found.halfWay()).containsExactly(SECOND);
    assertThat(found.broken()).singleElement().returns(true, BrokenTask::update);
    assertThat(found.broken().getFirst().changed()).containsExactly(FIRST, SECOND);
    assertThat(found.unread()).isEmpty();
  }

  @Test
  void whatIsDoneSettlesAllBeforeIt() {
    hasTasks(
        recorded("rollback.2-recreate-of-web-rolls-first-worker-back"),
        recorded("rollback.1-deploy-fails-at-second-worker"));

    var found = director.leftovers();

    assertThat(found.good()).contains(344L);
    assertThat(found.halfWay()).isEmpty();
    assertThat(found.broken()).isEmpty();
  }

  /** As the Director lists them: one that only missed the lock is newer than the cancelled one. */
  @Test
  void aTaskThatFailsAtTheLockDoesNotHideWhatWasLeftBeforeIt() {
    String list = Recordings.text(MORE + "dirty.tasks-after-2.json");
    fake.answers(FEW, okJson(list));
    hasLog(114, "dirty.2-lock-error");
    hasLog(112, "dirty.1-cancelled-in-drain");
    fake.hasLog(113, alone(SWAP));

    var found = director.leftovers();

    assertThat(found.halfWay())
        .as("the instance that the recreate alone has finished is none of them")
        .containsExactly(FIRST);
    assertThat(found.good()).isEmpty();
    assertThat(found.broken()).extracting(it -> it.task().id()).containsExactly(112L);
  }

  private static String alone(InstanceId instance) {
    return Recordings.text("real-280.0.0/no-converge.event.ndjson")
        .replace("concourse-worker/ea6dbf06-c07d-4138-b4f1-cabf2c0a1d80", instance.toString());
  }

  @Test
  void aSwapWhoseVmCouldNotBeMadeIsHalfWay() {
    hasTasks(
        recorded("create-swap-delete-create-vm-failed"), task(270, "done", "create deployment"));
    hasLog(283, "create-swap-delete-create-vm-failed");

    assertThat(director.leftovers().halfWay()).containsExactly(SWAP);
  }

  @Test
  void aRecreateOfThatInstanceAloneSettlesItIfItIsDone() {
    hasTasks(
        task(300, "error", "recreate instance"),
        task(290, "done", "recreate instance"),
        recorded("create-swap-delete-create-vm-failed"),
        task(270, "done", "create deployment"));
    hasLog(283, "create-swap-delete-create-vm-failed");
    fake.hasLog(290, alone(SWAP));
    fake.hasLog(300, alone(FIRST));

    var found = director.leftovers();

    assertThat(found.halfWay()).containsExactly(FIRST);
    assertThat(found.broken())
        .extracting(BrokenTask::update)
        .as("the newest first")
        .containsExactly(false, true);
  }

  /** What was left half way stays so while its processes are stopped. */
  @Test
  void aStopOfThatInstanceAloneSettlesNothing() {
    hasTasks(
        task(290, "done", "stop instance"),
        recorded("create-swap-delete-create-vm-failed"),
        task(270, "done", "create deployment"));
    hasLog(283, "create-swap-delete-create-vm-failed");
    fake.hasLog(
        290,
        Recordings.text("real-280.0.0/stop-soft.event.ndjson")
            .replaceAll("[a-z-]+/[0-9a-f-]{36}", SWAP.toString()));

    assertThat(director.leftovers().halfWay()).containsExactly(SWAP);
  }

  @Test
  void aListThatWasCutIsNotTakenForTheWhole() {
    String errors =
        IntStream.range(0, 30)
            .map(i -> 400 - i)
            .mapToObj(id -> task(id, "error", "create deployment"))
            .collect(Collectors.joining(","));
    IntStream.range(0, 30).forEach(i -> fake.hasLog(400 - i, ""));
    fake.answers(FEW, okJson("[" + errors + "]"));
    fake.answers(
        MANY,
        okJson(
            "[%s,%s,%s]"
                .formatted(
                    errors,
                    recorded("rollback.1-deploy-fails-at-second-worker"),
                    task(340, "done", "create deployment"))));
    hasLog(341, "rollback.1-deploy-fails-at-second-worker");

    assertThat(director.leftovers().halfWay()).containsExactly(SECOND);
  }

  @Test
  void withoutAnyUpdateThatWasDoneItIsSaidThatNotAllIsKnown() {
    String errors =
        IntStream.range(0, 300)
            .mapToObj(i -> task(1000 - i, "error", "create deployment"))
            .collect(Collectors.joining(","));
    IntStream.range(0, 30).forEach(i -> fake.hasLog(1000 - i, ""));
    fake.answers(FEW, okJson(first(errors)));
    fake.answers(MANY, okJson("[" + errors + "]"));

    assertThat(director.leftovers().unread())
        .contains("none of the newest 300 tasks is an update that succeeded");
  }

  private static String first(String errors) {
    return Stream.of(errors.split("(?<=\\}\n),"))
        .limit(30)
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void aLogThatIsGoneIsSaidAndOneThatCannotBeReadNowIsAFailure() {
    hasTasks(task(341, "error", "create deployment"), task(340, "done", "create deployment"));
    fake.answers(
        "/tasks/341/output?type=event",
        status(404).withBody("{\"code\":10000,\"description\":\"Task 341 not found\"}"));

    assertThat(director.leftovers().unread().orElseThrow()).contains("Task 341 not found");

    fake.answers("/tasks/341/output?type=event", status(503));
    assertThatThrownBy(director::leftovers).isInstanceOf(RemoteFailure.class);
  }

  /** So that whoever asks again, shortly before a recreate, has an answer of that moment. */
  @Test
  void theLogOfATaskThatHasEndedIsReadOnceHoweverSlow() {
    hasTasks(
        recorded("rollback.1-deploy-fails-at-second-worker"),
        task(340, "done", "create deployment"));
    hasLog(341, "rollback.1-deploy-fails-at-second-worker");
    var first = director.leftovers();
    int requests = fake.paths().size();

    assertThat(director.leftovers()).isEqualTo(first);
    assertThat(fake.paths()).hasSize(requests + 1).last().isEqualTo("GET " + FEW);
  }

  @Test
  void aTaskOfTheSameNumberThatIsAnotherIsReadAnew() {
    hasTasks(task(341, "error", "create deployment"), task(340, "done", "create deployment"));
    fake.hasLog(341, "");
    assertThat(director.leftovers().halfWay()).isEmpty();

    hasTasks(
        recorded("rollback.1-deploy-fails-at-second-worker"),
        task(340, "done", "create deployment"));
    hasLog(341, "rollback.1-deploy-fails-at-second-worker");

    assertThat(director.leftovers().halfWay()).containsExactly(SECOND);
  }
}
