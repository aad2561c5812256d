package pipelinelock.concourse;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static pipelinelock.concourse.Answers.answer;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;

class ConcourseClientTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private static final String TEAM = "/api/v1/teams/main/pipelines/create-cloudfoundry";
  private static final Build BUILD_123 =
      new Build(
          5190,
          new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123"),
          Build.Status.STARTED,
          Optional.of(Instant.ofEpochSecond(1708337000)),
          Optional.empty(),
          Optional.of("admin"),
          Optional.of("0.0.412"));

  private final ConcourseClient concourse =
      Answers.client(SERVER.baseUrl(), Duration.ofSeconds(10));

  @BeforeEach
  void tellTheWorld() {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(okJson(answer("token"))));
    tell("/api/v1/info", "info");
    tell(TEAM, "pipeline");
    tell(TEAM + "/jobs", "jobs");
    tell(TEAM + "/builds", "pipeline-builds");
    for (var job : List.of("pipeline-lock", "cf-deploy", "pipeline-unlock")) {
      tell(TEAM + "/jobs/" + job + "/builds", job + "-builds");
    }
    tell("/api/v1/builds/5190/resources", "resources-5190");
    tell("/api/v1/builds/5185/resources", "resources-5185");
  }

  @Test
  void theVersionIsToldWithoutALogin() {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(status(500)));

    assertThat(concourse.version())
        .isEqualTo(
            new ConcourseVersion(
                "7.11.2", false, Optional.of("https://deployer.dev04.dev.cloudpipeline.digital")));
    SERVER.verify(getRequestedFor(urlEqualTo("/api/v1/info")).withoutHeader("Authorization"));
  }

  @Test
  void allOpenBuildsAreFoundEvenTheRerunOfAnOldOne() {
    var state = concourse.pipeline();

    assertThat(state.builds().stream().filter(Build::isOpen).map(Build::id))
        .containsExactly(5191L, 5190L, 5189L, 5185L);
  }

  @Test
  void theNewestFinishedBuildsOfTheRunsJobsAreTold() {
    var state = concourse.pipeline();

    assertThat(state.builds().stream().filter(build -> !build.isOpen()).map(Build::id))
        .containsExactly(5130L, 5120L, 5110L, 5050L, 4200L);
  }

  @Test
  void buildsOfOneRunAreTiedTogether() {
    var builds = concourse.pipeline().builds();

    assertThat(builds).contains(BUILD_123);
    assertThat(builds)
        .filteredOn(build -> build.ref().name().equals("62.1"))
        .map(Build::run)
        .containsExactly(Optional.of("0.0.399"));
    assertThat(builds)
        .filteredOn(build -> build.status() == Build.Status.PENDING)
        .allSatisfy(
            build -> {
              assertThat(build.run()).isEmpty();
              assertThat(build.startedAt()).isEmpty();
            });
  }

  @Test
  void pausesAreToldWithWhoPaused() {
    var state = concourse.pipeline();
    assertThat(state.paused()).isFalse();
    assertThat(state.jobs())
        .extracting(Job::name)
        .startsWith("pipeline-lock", "cf-deploy", "smoke-tests");
    assertThat(state.job("pipeline-lock").orElseThrow().pausedBy()).contains("jo");
    assertThat(state.job("cf-deploy").orElseThrow().paused()).isFalse();

    tell(TEAM, "pipeline-paused");
    assertThat(concourse.pipeline().pausedBy()).contains("admin");
  }

  @Test
  void jobsThatWereNeverBuiltOrDoNotMatterAreNotAsked() {
    concourse.pipeline();

    for (var job : List.of("smoke-tests", "continuous-smoke-tests")) {
      SERVER.verify(0, getRequestedFor(urlPathEqualTo(TEAM + "/jobs/" + job + "/builds")));
    }
  }

  @Test
  void theRunOfAFinishedBuildIsAskedForOnce() {
    tell("/api/v1/builds/5130/resources", "resources-5185");
    concourse.pipeline();
    concourse.pipeline();

    SERVER.verify(1, getRequestedFor(urlEqualTo("/api/v1/builds/5130/resources")));
  }

  @Test
  void aRunThatCannotBeReadLeavesTheRestReadable() {
    SERVER.stubFor(get("/api/v1/builds/5190/resources").willReturn(status(500)));

    assertThat(concourse.pipeline().builds())
        .filteredOn(build -> build.id() == 5190)
        .map(Build::run)
        .containsExactly(Optional.empty());
  }

  @Test
  void aJobWhoseBuildsAreUnknownMakesThePipelineUnknown() {
    SERVER.stubFor(get(urlPathEqualTo(TEAM + "/jobs/cf-deploy/builds")).willReturn(status(500)));

    assertFails(
        concourse::pipeline,
        Kind.BROKEN,
        "Concourse answered 500 while reading the builds of cf-deploy");
  }

  @Test
  void theBuildOfACommitIsFoundByItsName() {
    tell(TEAM + "/jobs/pipeline-lock/builds/123", "build-123");

    assertThat(concourse.holder(claim(BUILD_123.ref())))
        .isEqualTo(new HolderBuild.Found(BUILD_123));
    var reaped =
        new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "99");
    assertThat(concourse.holder(claim(reaped)))
        .isEqualTo(new HolderBuild.Gone(reaped, Optional.empty()));
  }

  @Test
  void instanceVarsGoAlongAsConcourseWantsThem() {
    var vars = "{\"branch\":\"a/b\"}";
    concourse.holder(claim(new BuildRef("main", "cf", Optional.of(vars), "pipeline-lock", "7")));

    SERVER.verify(
        getRequestedFor(
                urlPathEqualTo("/api/v1/teams/main/pipelines/cf/jobs/pipeline-lock/builds/7"))
            .withQueryParam("vars", equalTo(vars)));
  }

  @Test
  void thePreparationNamesWhatBlocks() {
    tell("/api/v1/builds/5191/preparation", "preparation");

    assertThat(concourse.preparation(5191))
        .isEqualTo(
            new Preparation(
                5191,
                false,
                false,
                true,
                List.of("paas-cf"),
                Map.of("paas-cf", "checking for latest available versions")));
  }

  @Test
  void workersAreToldWithWhatIsMissingLeftOut() {
    tell("/api/v1/workers", "workers");

    assertThat(concourse.workers())
        .containsExactly(
            PipelineExamples.worker(
                "cd83da7e-525b",
                "running",
                List.of("colocated-with-web"),
                "2.5",
                Optional.of(Instant.ofEpochSecond(1708337240)),
                12),
            PipelineExamples.worker(
                "89f7a596-7a06", "stalled", List.of(), "2.5", Optional.empty(), 0));
  }

  @Test
  void thePoolAndTheInputsOfTheLockJobAreChecked() {
    SERVER.stubFor(
        get(TEAM + "/jobs/pipeline-lock")
            .willReturn(
                okJson(
                    """
                    {"id":11,"name":"pipeline-lock","next_build":null,"finished_build":null,
                     "inputs":[{"name":"paas-cf","resource":"paas-cf-repo"}]}""")));
    tell(TEAM + "/resources/pipeline-pool", "resource");
    SERVER.stubFor(
        get(TEAM + "/resources/paas-cf-repo")
            .willReturn(okJson("{\"name\":\"paas-cf-repo\",\"type\":\"git\"}")));

    assertThat(concourse.checks())
        .containsExactly(
            new ResourceCheck(
                "pipeline-pool",
                "succeeded",
                Optional.of(Instant.ofEpochSecond(1708337298)),
                Optional.of(Instant.ofEpochSecond(1708337300)),
                Optional.of(98123L)),
            new ResourceCheck(
                "paas-cf-repo", "not told", Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void startedBuildsOfOtherPipelinesAndOneOffBuildsAreFoundInBothLists() {
    tell("/api/v1/builds", "all-builds");
    tell("/api/v1/jobs", "all-jobs");

    assertThat(concourse.otherBuilds())
        .extracting(build -> build.ref().toString())
        .containsExactly(
            "main/create-bosh-concourse/concourse-deploy build 7",
            "main/one-off build 6000",
            "builders/images/{\"branch\":\"main\"}/build-image build 4.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"true\"               | true",
        "true                   | true",
        "\"\"                   | false",
        "null                   | false",
        "\"false\"              | false",
        "\"((disable-locking))\" |",
      })
  void theSwitchForLockingIsRead(String value, @Nullable Boolean off) {
    SERVER.stubFor(
        get(TEAM + "/config")
            .willReturn(
                okJson(
                    """
                    {"config":{"jobs":[
                      {"name":"other","plan":[{"task":"t","config":{"params":{"DISABLE_PIPELINE_LOCKING":"true"}}}]},
                      {"name":"pipeline-lock","plan":[{"get":"paas-cf"},{"try":{"task":"init-pipeline-pool",
                        "config":{"params":{"DISABLE_PIPELINE_LOCKING":%s}}}}]}]}}"""
                        .formatted(value))));

    assertThat(concourse.lockingSwitchedOff()).isEqualTo(Optional.ofNullable(off));
  }

  @Test
  void pausingUnpausingAndAbortingArePuts() {
    SERVER.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(204)));

    concourse.pause();
    concourse.unpause("cf-deploy");
    concourse.unpausePipeline();
    concourse.abort(5190);

    SERVER.verify(1, putRequestedFor(urlEqualTo(TEAM + "/jobs/pipeline-lock/pause")));
    SERVER.verify(1, putRequestedFor(urlEqualTo(TEAM + "/jobs/cf-deploy/unpause")));
    SERVER.verify(1, putRequestedFor(urlEqualTo(TEAM + "/unpause")));
    SERVER.verify(1, putRequestedFor(urlEqualTo("/api/v1/builds/5190/abort")));
  }

  @Test
  void aStartIsOneRequestAndNoneWhereItIsNotWantedAnyMore() {
    var builds = TEAM + "/jobs/pipeline-lock/builds";
    SERVER.stubFor(
        post(builds)
            .willReturn(
                okJson(
                    """
                    {"id":5200,"name":"124","status":"pending","team_name":"main",
                     "pipeline_name":"create-cloudfoundry","job_name":"pipeline-lock"}""")));

    assertThat(concourse.start("pipeline-lock", () -> false)).isEmpty();
    SERVER.verify(0, postRequestedFor(urlEqualTo(builds)));
    assertThat(concourse.start("pipeline-lock", () -> true))
        .get()
        .extracting(Build::id, Build::status)
        .containsExactly(5200L, Build.Status.PENDING);
    SERVER.verify(1, postRequestedFor(urlEqualTo(builds)));
  }

  @Test
  void anArchivedPipelineSaysWhyItRefuses() {
    SERVER.stubFor(
        put(anyUrl())
            .willReturn(status(409).withBody("action not allowed for an archived pipeline")));

    assertFails(concourse::pause, Kind.REFUSED, "action not allowed for an archived pipeline");
  }

  @Test
  void aPutIsNotSentTwiceWhenItMayHaveBeenActedOn() {
    SERVER.stubFor(put(anyUrl()).willReturn(status(503).withHeader("Retry-After", "0")));

    assertFails(() -> concourse.abort(5190), Kind.BROKEN, "aborting build 5190");
    SERVER.verify(1, putRequestedFor(urlEqualTo("/api/v1/builds/5190/abort")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "started", "succeeded", "failed", "errored", "aborted"})
  void theStatusOfABuildIsConcoursesWord(String word) {
    SERVER.stubFor(
        get("/api/v1/builds/5190")
            .willReturn(
                okJson("{\"id\":5190,\"name\":\"123\",\"status\":\"%s\"}".formatted(word))));

    assertThat(concourse.status(5190).text()).isEqualTo(word);
  }

  @Test
  void anUnknownStatusIsNotGuessedAt() {
    SERVER.stubFor(
        get("/api/v1/builds/5190")
            .willReturn(okJson("{\"id\":5190,\"name\":\"123\",\"status\":\"napping\"}")));

    assertFails(() -> concourse.status(5190), Kind.GARBAGE, "'napping'");
  }

  @ParameterizedTest
  @CsvSource({
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "429, BUSY",
    "500, BROKEN",
    "503, BROKEN",
    "418, REFUSED"
  })
  void aStatusIsExplained(int code, Kind kind) {
    SERVER.stubFor(get("/api/v1/workers").willReturn(status(code)));

    assertFails(
        concourse::workers,
        kind,
        "Concourse answered %d while listing its workers".formatted(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "[{\"name\":1",
        "[{\"state\":\"running\"}",
        "null",
        "[{\"name\":\"w\"}]"
      })
  void garbageIsNotTakenForAnAnswer(String body) {
    SERVER.stubFor(get("/api/v1/workers").willReturn(okJson(body)));

    assertFails(concourse::workers, Kind.GARBAGE, "listing its workers");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void aBrokenConnectionIsUnreachable(Fault fault) {
    SERVER.stubFor(get("/api/v1/workers").willReturn(aResponse().withFault(fault)));

    assertFails(concourse::workers, Kind.UNREACHABLE, "listing its workers");
  }

  @Test
  void aSilentConcourseIsGivenUp() {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));
    var impatient = Answers.client(SERVER.baseUrl(), Duration.ofMillis(300));

    assertFails(impatient::version, Kind.TIMED_OUT, "within 0.3 s");
    assertFails(impatient::pipeline, Kind.TIMED_OUT, "within 0.3 s");
  }

  private static LockCommit claim(BuildRef by) {
    var message =
        new LockMessage.PoolResource(LockMessage.Verb.CLAIMING, "lock", new Holder.JobBuild(by));
    return new LockCommit(
        "5b07861c",
        Answers.NOW,
        "git <git@localhost>",
        by + " claiming: lock",
        message,
        LockCommit.Effect.CLAIMS);
  }

  static void assertFails(Runnable question, Kind kind, String words) {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(question::run)
        .withMessageContaining(words)
        .withMessageNotContaining("s3cret")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static void tell(String path, String answer) {
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer(answer))));
  }
}
