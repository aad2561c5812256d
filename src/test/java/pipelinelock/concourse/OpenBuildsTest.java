package pipelinelock.concourse;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.concourse.Answers.answer;
import static pipelinelock.concourse.ConcourseClientTest.assertFails;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Container;

/** No open build is missed, though no list of Concourse shows them all. */
class OpenBuildsTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private static final String TEAM = "/api/v1/teams/main";
  private static final String PIPELINE = TEAM + "/pipelines/create-cloudfoundry";

  /** The newest page: builds of a timer, 3099 to 3000. */
  private static final String PAGE =
      LongStream.rangeClosed(0, 99).mapToObj(i -> timer(3099 - i)).collect(joining(",", "[", "]"));

  private final ConcourseClient concourse =
      Answers.client(SERVER.baseUrl(), Duration.ofSeconds(10));

  @BeforeEach
  void aBusyPipeline() {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(okJson(answer("token"))));
    tell("/api/v1/user", "{\"user_name\":\"operator\",\"teams\":{\"main\":[\"viewer\"]}}");
    tell(PIPELINE, answer("pipeline"));
    tell(PIPELINE + "/jobs", "[" + job("cf-deploy", "") + "," + job("smoke-tests", "") + "]");
    tell("/api/v1/jobs", "[]");
    SERVER.stubFor(
        get(urlPathMatching(".*/resources")).willReturn(okJson("{\"inputs\":[],\"outputs\":[]}")));
    page(PIPELINE + "/builds");
    page("/api/v1/builds");
    tell(TEAM + "/containers", "[]");
  }

  @Test
  void theRerunOfAnOldBuildIsFoundThoughItStandsBeyondThePage() {
    from(PIPELINE + "/builds", 3000, timer(3099), build(3200, "cf-deploy", "40.1", 2004));

    assertThat(open()).containsExactly(3200L);
  }

  @Test
  void aRerunOlderThanThePageIsFoundByItsContainers() {
    tell(TEAM + "/containers", "[" + container(2500, "task", "created", "cf-deploy") + "]");
    tell("/api/v1/builds/2500", build(2500, "cf-deploy", "40.1", 2004));

    assertThat(open()).containsExactly(2500L);
  }

  @Test
  void everyOpenBuildOfAJobIsFoundAndNotOnlyTheNext() {
    tell(
        PIPELINE + "/jobs",
        "[" + job("cf-deploy", "\"next_build\":" + build(2100, "cf-deploy", "80", 0)) + "]");
    from(
        PIPELINE + "/jobs/cf-deploy/builds",
        2100,
        build(2150, "cf-deploy", "82", 0),
        build(2100, "cf-deploy", "80", 0));

    assertThat(open()).containsExactly(2150L, 2100L);
  }

  @Test
  void whereThePageHoldsAllNothingElseIsAsked() {
    tell(PIPELINE + "/builds", "[" + build(7, "cf-deploy", "1", 0) + "]");

    assertThat(open()).containsExactly(7L);
    SERVER.verify(1, getRequestedFor(urlPathEqualTo(PIPELINE + "/builds")));
    SERVER.verify(0, getRequestedFor(urlPathMatching("/api/v1/builds/[0-9]+")));
  }

  @Test
  void whatEndedBuildsLeftBehindIsNoOpenBuild() {
    tell(
        TEAM + "/containers",
        Stream.of(
                container(3010, "task", "created", "continuous-smoke-tests"),
                container(2400, "task", "destroying", "cf-deploy"),
                container(2410, "task", "created", "cf-deploy"),
                container(2420, "put", "created", "gone"),
                "{\"id\":\"c\",\"worker_name\":\"w\",\"type\":\"check\",\"state\":\"created\"}")
            .collect(joining(",", "[", "]")));
    tell("/api/v1/builds/2410", build(2410, "cf-deploy", "70", 0).replace("started", "errored"));
    SERVER.stubFor(get("/api/v1/builds/2420").willReturn(status(404)));

    assertThat(open()).isEmpty();
    SERVER.verify(0, getRequestedFor(urlEqualTo("/api/v1/builds/3010")));
    SERVER.verify(0, getRequestedFor(urlEqualTo("/api/v1/builds/2400")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEAM + "/containers",
        PIPELINE + "/jobs",
        PIPELINE + "/jobs/cf-deploy/builds",
        "/api/v1/builds/2500"
      })
  void whatWasNotReadToItsEndIsNotTold(String path) {
    tell(TEAM + "/containers", "[" + container(2500, "task", "created", "cf-deploy") + "]");
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(status(500)));

    assertFails(concourse::pipeline, Kind.BROKEN, "500 while ");
  }

  @Test
  void theRerunsThatThePageLeavesOutMustBeTold() {
    SERVER.stubFor(
        get(urlPathEqualTo(PIPELINE + "/builds"))
            .withQueryParam("from", equalTo("3000"))
            .willReturn(status(500)));

    assertFails(
        concourse::pipeline, Kind.BROKEN, "500 while reading the builds of create-cloudfoundry");
  }

  @Test
  void moreRerunsThanAreReadAreNotTakenForAll() {
    var reruns =
        LongStream.rangeClosed(3001, 3500)
            .mapToObj(id -> build(id, "cf-deploy", "40." + (id - 3000), 2004))
            .toArray(String[]::new);
    from(PIPELINE + "/builds", 3000, reruns);

    assertFails(concourse::pipeline, Kind.GARBAGE, "more than 500 builds");
  }

  @Test
  void aOneOffBuildOfAnotherTeamIsFoundBehindABusyPipeline() {
    tell(
        "/api/v1/user",
        "{\"user_name\":\"o\",\"teams\":{\"main\":[\"viewer\"],\"team-b\":[\"viewer\"]}}");
    tell(
        "/api/v1/teams/team-b/containers",
        "[{\"id\":\"c\",\"worker_name\":\"w\",\"type\":\"task\",\"state\":\"created\","
            + "\"step_name\":\"one-off\",\"build_id\":2600,\"build_name\":\"1\"}]");
    tell(
        "/api/v1/builds/2600",
        "{\"id\":2600,\"team_name\":\"team-b\",\"name\":\"1\",\"status\":\"started\",\"start_time\":1708330000}");

    assertThat(concourse.otherBuilds())
        .extracting(build -> build.ref().toString())
        .contains("team-b/one-off build 2600");
  }

  @Test
  void anOpenBuildThatABusyPipelinePushesOffThePageIsFoundWithItsSiblings() {
    var first = build(2100, "destroy", "80", 0).replace("create-cloudfoundry", "other");
    tell(
        "/api/v1/jobs",
        "["
            + job("destroy", "\"next_build\":" + first).replace("create-cloudfoundry", "other")
            + "]");
    from(
        TEAM + "/pipelines/other/jobs/destroy/builds",
        2100,
        build(2150, "destroy", "81", 0).replace("create-cloudfoundry", "other"),
        first);

    assertThat(concourse.otherBuilds().stream().filter(it -> it.ref().job().equals("destroy")))
        .extracting(Build::id)
        .containsExactly(2150L, 2100L);
  }

  @Test
  void laterBuildsThatBeganProveHowLongAPendingOneIsThere() {
    var pending =
        "{\"id\":%d,\"team_name\":\"main\",\"name\":\"9\",\"status\":\"pending\",\"job_name\":\"cf-deploy\",\"pipeline_name\":\"create-cloudfoundry\"}";
    tell(
        PIPELINE + "/builds",
        "[%s,%s,%s,%s]"
            .formatted(pending.formatted(40), timer(30), timer(20), pending.formatted(10)));

    assertThat(concourse.pipeline().createdBefore())
        .isEqualTo(Map.of(10L, Instant.ofEpochSecond(1708330020)));
  }

  @Test
  void theContainersOfEveryTeamWithARoleAreTold() {
    tell(TEAM + "/containers", "[" + container(3010, "put", "created", "cf-deploy") + "]");

    assertThat(concourse.containers())
        .containsExactly(
            new Container(
                "c-3010",
                "main",
                "89f7a596",
                "created",
                "put",
                "step",
                Optional.of(3010L),
                Optional.of("create-cloudfoundry"),
                Optional.of("cf-deploy")));
  }

  @Test
  void anAdminSeesTheContainersOfAllTeams() {
    tell("/api/v1/user", "{\"user_name\":\"admin\",\"is_admin\":true,\"teams\":{}}");
    tell("/api/v1/teams", "[{\"id\":1,\"name\":\"main\"},{\"id\":2,\"name\":\"team-b\"}]");
    tell("/api/v1/teams/team-b/containers", "[" + container(1, "task", "created", "x") + "]");

    assertThat(concourse.containers()).extracting(Container::team).containsExactly("team-b");
  }

  private List<Long> open() {
    return concourse.pipeline().builds().stream().filter(Build::isOpen).map(Build::id).toList();
  }

  private static void page(String path) {
    SERVER.stubFor(
        get(urlPathEqualTo(path)).withQueryParam("from", absent()).willReturn(okJson(PAGE)));
    from(path, 3000, timer(3001), timer(3000));
  }

  /** What is listed from an id on, newest first. */
  private static void from(String path, long id, String... builds) {
    SERVER.stubFor(
        get(urlPathEqualTo(path))
            .withQueryParam("from", equalTo(Long.toString(id)))
            .willReturn(okJson("[" + String.join(",", builds) + "]")));
  }

  private static void tell(String path, String answer) {
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
  }

  private static String job(String name, String more) {
    return """
        {"id":1,"name":"%s","team_name":"main","pipeline_name":"create-cloudfoundry",
         "finished_build":{"id":2076,"name":"76","status":"succeeded","team_name":"main",
           "pipeline_name":"create-cloudfoundry","job_name":"%1$s"}%s}
        """
        .formatted(name, more.isEmpty() ? "" : "," + more);
  }

  private static String timer(long id) {
    return """
        {"id":%d,"team_name":"main","name":"%1$d","status":"succeeded","start_time":%d,"end_time":1708339999,
         "job_name":"continuous-smoke-tests","pipeline_name":"create-cloudfoundry"}
        """
        .formatted(id, 1708330000 + id);
  }

  private static String build(long id, String job, String name, long rerunOf) {
    return """
        {"id":%d,"team_name":"main","name":"%s","status":"started","start_time":1708330000,
         "job_name":"%s","pipeline_name":"create-cloudfoundry"%s}
        """
        .formatted(
            id,
            name,
            job,
            rerunOf == 0 ? "" : ",\"rerun_of\":{\"id\":%d,\"name\":\"40\"}".formatted(rerunOf));
  }

  private static String container(long build, String type, String state, String job) {
    return """
        {"id":"c-%d","worker_name":"89f7a596","state":"%s","type":"%s","step_name":"step","build_id":%1$d,
         "pipeline_name":"create-cloudfoundry","job_name":"%s"}
        """
        .formatted(build, state, type, job);
  }
}
