package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.Http;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;
import pipelinelock.vm.InstanceTable;

/** Listings at two speeds: from the database at once, and with the agents' word by a task. */
class ListingTest {
  private static final String FULL = "GET /deployments/concourse/instances?format=full";
  private static final String ERRAND = "real-280.0.0-more/errand-ipv6-two-az.instances.";
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(20));

  private final FakeDirector fake = new FakeDirector();
  private Director director;

  @BeforeEach
  void start() {
    fake.start();
    director =
        director(
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(20)));
  }

  @AfterEach
  void stop() {
    fake.stop();
  }

  @Test
  void theRowsComeWithoutATaskAndWithoutAnAgent() {
    fake.hasRows(Recordings.text(ERRAND + "plain.json"));

    List<InstanceRow> rows = director.rows();

    assertThat(rows).hasSize(6);
    assertThat(rows).extracting(InstanceRow::expectsVm).containsOnlyOnce(false);
    assertThat(rows.getFirst().cid()).isEmpty();
    assertThat(rows.getFirst().az()).contains("b1");
    assertThat(rows.get(1).cid()).contains("i-ce153ea3242640ab8");
    assertThat(rows.get(1).vmCreatedAt()).contains(Instant.parse("2026-11-30T02:51:07Z"));
    assertThat(fake.paths()).doesNotContain(FULL);
  }

  @Test
  void anErrandIsToldFromALostVm() {
    fake.lists(312, Recordings.text(ERRAND + "result.ndjson"), "done");
    fake.hasRows(Recordings.text(ERRAND + "plain.json"));

    List<Instance> instances = director.instances();

    assertThat(instances).hasSize(6).noneMatch(Instance::hasLostItsVm);
    assertThat(instances.stream().filter(Instance::isErrandAtRest))
        .singleElement()
        .satisfies(it -> assertThat(it.id().group()).isEqualTo("smoke"));
    assertThat(new InstanceTable(instances).text("odd")).endsWith("\n5 vms\n");
  }

  @Test
  void anInstanceThatShouldHaveAVmAndHasNoneHasLostIt() {
    fake.lists(312, Recordings.text(ERRAND + "result.ndjson"), "done");
    fake.hasRows(
        Recordings.text(ERRAND + "plain.json")
            .replace("\"expects_vm\":false", "\"expects_vm\":true"));

    assertThat(director.instances().stream().filter(Instance::hasLostItsVm)).hasSize(1);
  }

  /** A real Director deploys a group of this name as well as another. */
  @Test
  void aGroupOfAnyNameIsListedAtBothSpeedsAndInTheTable() {
    String odd = "wörk er+1/" + FakeDirector.WORKER.id();
    fake.lists(
        12, Recordings.text("vms.result.ndjson").replace("concourse-worker", "wörk er+1"), "done");

    List<Instance> instances = director.instances();

    assertThat(instances).extracting(it -> it.id().toString()).hasSize(2).contains(odd);
    assertThat(director.rows()).extracting(it -> it.id().toString()).hasSize(2).contains(odd);
    assertThat(new InstanceTable(instances).text("concourse"))
        .contains("\n" + odd + "  running  ")
        .endsWith("\n2 vms\n");
  }

  @Test
  void thoseWhoAskMeanwhileShareOneTask() {
    fake.lists(12, Recordings.text("vms.result.ndjson"), "queued", "processing", "done");
    fake.answers(
        "/tasks/12",
        okJson(FakeDirector.task(12, "done", "retrieve vm-stats", "")).withFixedDelay(300));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          Stream.generate(() -> CompletableFuture.supplyAsync(director::instances, threads))
              .limit(8)
              .toList();
      assertThat(asked).allSatisfy(it -> assertThat(it.join()).hasSize(2));
    }

    assertThat(Collections.frequency(fake.paths(), FULL)).isEqualTo(1);
  }

  @Test
  void whoGivesUpLeavesTheTaskToTheNextOne() throws InterruptedException {
    fake.lists(12, Recordings.text("vms.result.ndjson"), "done");
    fake.answers(
        "/tasks/12",
        okJson(FakeDirector.task(12, "done", "retrieve vm-stats", "")).withFixedDelay(500));
    var failure = new CompletableFuture<RemoteFailure>();
    var hurried =
        Thread.ofVirtual()
            .start(
                () ->
                    failure.complete(
                        catchThrowableOfType(RemoteFailure.class, director::instances)));

    hurried.interrupt();

    assertThat(failure.join().kind()).isEqualTo(Kind.AWAITED);
    assertThat(director.instances()).hasSize(2);
    assertThat(Collections.frequency(fake.paths(), FULL)).isEqualTo(1);
  }

  @Test
  void aTaskThatIsStillUnderWayIsWaitedForAndNotBegunAnew() {
    director = director(SHORT);
    fake.lists(12, Recordings.text("vms.result.ndjson"), "processing");
    assertThatThrownBy(director::instances).hasMessageContaining("was not done within");
    assertThatThrownBy(director::instances).hasMessageContaining("was not done within");

    assertThat(Collections.frequency(fake.paths(), FULL)).isEqualTo(1);
  }

  @Test
  void aTaskThatEndedWhileNobodyWaitedTellsOfSomeTimeAgo() {
    // Long enough also for the listing that must succeed, on a busy machine.
    director =
        director(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofMillis(20)));
    fake.lists(12, Recordings.text("vms.result.ndjson"), "processing");
    assertThatThrownBy(director::instances).hasMessageContaining("was not done within");
    fake.answers("/tasks/12", okJson(FakeDirector.task(12, "done", "retrieve vm-stats", "")));
    fake.lists(13, Recordings.text("vms-after.result.ndjson"), "done");

    assertThat(director.instances().getFirst().cid()).contains("i-0aaaaaaaaaaaaaaa1");
    assertThat(Collections.frequency(fake.paths(), FULL)).isEqualTo(2);
  }

  @Test
  void anAgentOfAVmThatWasReplacedMeanwhileCountsForNothing() {
    fake.lists(12, Recordings.text("vms.result.ndjson"), "done");
    String rows =
        """
        [{"agent_id":"a","cid":"i-other","job":"concourse-worker","index":0,
          "id":"89f7a596-7a06-4cae-8565-981af56840e7","az":"b1","ips":[],
          "vm_created_at":null,"expects_vm":true}]
        """;
    fake.hasRows(rows);

    assertThatThrownBy(director::instances)
        .hasMessageContaining("was replaced while the Director asked the agents")
        .isInstanceOfSatisfying(
            RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.BUSY));
  }

  private Director director(Timeouts timeouts) {
    return Director.of(
        new BoshConfig(
            URI.create(fake.url()),
            Optional.of(FakeDirector.UUID),
            Optional.empty(),
            new BoshConfig.UaaClient("opsbot", "s3cret"),
            Optional.empty(),
            "concourse",
            timeouts),
        Http.client(),
        () -> Instant.parse("2024-02-19T10:00:00Z"));
  }
}
