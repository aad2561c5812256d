package pipelinelock.concourse;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.concourse.Answers.answer;
import static pipelinelock.concourse.ConcourseClientTest.assertFails;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessages;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** A name is no identity: whose the lock is that a commit claimed. */
class HolderReadingTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private static final long START = 1708337000;
  private static final long END = START + 600;
  private static final String OURS = "/api/v1/teams/main/pipelines/create-cloudfoundry";
  private static final String OTHER = "/api/v1/teams/main/pipelines/other";
  private static final String CLAIM =
      "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock";
  private static final BuildRef BUILD_123 =
      new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123");

  private final ConcourseClient concourse =
      Answers.client(SERVER.baseUrl(), Duration.ofSeconds(10));

  @BeforeEach
  void tellTheWorld() {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(okJson(answer("token"))));
    tell("/api/v1/info", answer("info"));
    tell("/api/v1/user", "{\"user_name\":\"o\",\"teams\":{\"main\":[\"viewer\"]}}");
    tell("/api/v1/teams/main/containers", "[]");
    tell(
        OURS + "/jobs/pipeline-lock/builds/123",
        build(5190, "create-cloudfoundry", "pipeline-lock", "123", "aborted"));
  }

  /** A minute before the start by the worker's clock, and long after the end by its container. */
  @ParameterizedTest
  @ValueSource(longs = {START - 60, START, END, END + 3600})
  void theBuildThatHadBegunClaimed(long at) {
    assertThat(holder(CLAIM, at))
        .isInstanceOfSatisfying(
            HolderBuild.Found.class, found -> assertThat(found.build().id()).isEqualTo(5190));
  }

  @Test
  void aNumberThatWasGivenAgainNamesAnotherBuild() {
    assertThat(holder(CLAIM, START - 61))
        .isInstanceOfSatisfying(
            HolderBuild.Gone.class,
            gone -> {
              assertThat(gone.ref()).isEqualTo(BUILD_123);
              assertThat(gone.namesake().map(Build::id)).contains(5190L);
            });
  }

  @Test
  void aBuildThatNeverBeganClaimedNothing() {
    tell(
        OURS + "/jobs/pipeline-lock/builds/123",
        """
        {"id":5190,"name":"123","status":"aborted","team_name":"main","end_time":1708337000,
         "pipeline_name":"create-cloudfoundry","job_name":"pipeline-lock"}
        """);

    assertThat(holder(CLAIM, START)).isInstanceOf(HolderBuild.Gone.class);
  }

  @Test
  void aBuildThatConcourseDoesNotKnowIsGone() {
    SERVER.stubFor(get(OURS + "/jobs/pipeline-lock/builds/123").willReturn(status(404)));

    assertThat(holder(CLAIM, START)).isEqualTo(new HolderBuild.Gone(BUILD_123, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://deployer.dev04.dev.cloudpipeline.digital",
        "HTTPS://Deployer.dev04.dev.cloudpipeline.digital:443",
        "{configured}"
      })
  void theAddressOfThisConcourseIsTheOneItTellsAndTheOneThatIsConfigured(String address) {
    assertThat(holder(url(address.replace("{configured}", SERVER.baseUrl()), "123"), START))
        .isInstanceOf(HolderBuild.Found.class);
  }

  @Test
  void aBuildOfTheSameNameAtAnotherConcourseIsNotAskedForHere() {
    assertThat(holder(url("https://ci.other.example", "123"), START))
        .isEqualTo(new HolderBuild.OtherConcourse("https://ci.other.example"));
    SERVER.verify(0, getRequestedFor(urlPathEqualTo(OURS + "/jobs/pipeline-lock/builds/123")));
  }

  @Test
  void whetherItIsAnotherConcourseIsUnknownWhereThisOneDoesNotTellItsAddress() {
    SERVER.stubFor(get("/api/v1/info").willReturn(status(502)));

    assertFails(
        () -> holder(url("https://ci.other.example", "123"), START),
        Kind.BROKEN,
        "502 while reading its version");
  }

  @Test
  void theOldFormOfAMessageNamesNoConcourse() {
    SERVER.stubFor(get("/api/v1/info").willReturn(status(502)));

    assertThat(holder(CLAIM, START)).isInstanceOf(HolderBuild.Found.class);
  }

  @Test
  void anotherPipelinesHolderComesWithItsOwnOpenBuilds() {
    tell(OTHER + "/jobs/lock/builds/7", build(600, "other", "lock", "7", "succeeded"));
    tell(OTHER + "/builds", "[" + build(601, "other", "deploy", "9", "started") + "]");
    tell(OTHER + "/jobs", "[]");

    assertThat(holder("main/other/lock build 7 claiming: lock", START))
        .isInstanceOfSatisfying(
            HolderBuild.Elsewhere.class,
            it -> {
              assertThat(it.build().map(Build::id)).contains(600L);
              assertThat(it.open()).extracting(Build::id).containsExactly(601L);
            });
  }

  @Test
  void anotherInstancesBuildsAreNotOurs() {
    var vars = "{\"branch\":\"x\"}";
    for (var path : List.of("/builds", "/jobs", "/jobs/pipeline-lock/builds/123")) {
      SERVER.stubFor(
          get(urlPathEqualTo(OURS + path))
              .withQueryParam("vars", equalTo(vars))
              .willReturn(path.endsWith("s") ? okJson("[]") : status(404)));
    }

    assertThat(
            holder(
                "main/create-cloudfoundry/" + vars + "/pipeline-lock build 123 claiming: lock",
                START))
        .isInstanceOfSatisfying(
            HolderBuild.Elsewhere.class,
            it -> {
              assertThat(it.build()).isEmpty();
              assertThat(it.open()).isEmpty();
            });
  }

  /** Before 1.7.1 pool-resource left the instance vars out of its message. */
  @Test
  void aNameWithoutVarsMayMeanAnInstanceThatRuns() {
    tell(
        "/api/v1/teams/main/pipelines",
        "[{\"id\":1,\"name\":\"create-cloudfoundry\"},"
            + "{\"id\":2,\"name\":\"create-cloudfoundry\",\"instance_vars\":{\"branch\":\"x\"}}]");
    var open =
        build(700, "create-cloudfoundry", "cf-deploy", "9", "started")
            .replace("\"job_name\"", "\"pipeline_instance_vars\":{\"branch\":\"x\"},\"job_name\"");
    var vars = "{\"branch\":\"x\"}";
    SERVER.stubFor(
        get(urlPathEqualTo(OURS + "/builds"))
            .withQueryParam("vars", equalTo(vars))
            .willReturn(okJson("[" + open + "]")));
    SERVER.stubFor(
        get(urlPathEqualTo(OURS + "/jobs"))
            .withQueryParam("vars", equalTo(vars))
            .willReturn(okJson("[]")));

    assertThat(holder(CLAIM, START))
        .isInstanceOfSatisfying(
            HolderBuild.Elsewhere.class,
            it -> assertThat(it.open()).extracting(Build::id).containsExactly(700L));
    assertThat(holder(url(SERVER.baseUrl(), "123"), START)).isInstanceOf(HolderBuild.Found.class);
  }

  @Test
  void aPipelineThatIsGoneHasNothingOpen() {
    assertThat(holder("main/gone/lock build 7 claiming: lock", START))
        .isEqualTo(
            new HolderBuild.Elsewhere(
                new BuildRef("main", "gone", Optional.empty(), "lock", "7"),
                Optional.empty(),
                List.of()));
  }

  @Test
  void aTeamWithoutARoleIsNotSeen() {
    SERVER.stubFor(
        get(urlPathEqualTo("/api/v1/teams/team-b/pipelines/pb/jobs/lock/builds/7"))
            .willReturn(status(403).withBody("forbidden")));

    assertThat(holder("team-b/pb/lock build 7 claiming: lock", START))
        .isEqualTo(
            new HolderBuild.NotVisible(
                new BuildRef("team-b", "pb", Optional.empty(), "lock", "7"), "viewer"));
  }

  @Test
  void openBuildsThatCannotBeReadAreNotTakenForNone() {
    tell(OTHER + "/jobs/lock/builds/7", build(600, "other", "lock", "7", "succeeded"));
    SERVER.stubFor(get(urlPathEqualTo(OTHER + "/builds")).willReturn(status(500)));
    tell(OTHER + "/jobs", "[]");

    assertFails(
        () -> holder("main/other/lock build 7 claiming: lock", START),
        Kind.BROKEN,
        "500 while reading the builds of other");
  }

  @Test
  void aOneOffBuildIsAskedForByItsId() {
    tell(
        "/api/v1/builds/5190",
        "{\"id\":5190,\"name\":\"1\",\"team_name\":\"main\",\"status\":\"started\",\"start_time\":%d}"
            .formatted(START));

    assertThat(holder("one-off build 5190 claiming: lock", START))
        .isInstanceOfSatisfying(
            HolderBuild.Elsewhere.class,
            it -> {
              assertThat(it.ref()).isEqualTo(BuildRef.oneOff("main", 5190));
              assertThat(it.open()).extracting(Build::id).containsExactly(5190L);
            });
  }

  @Test
  void aOneOffBuildOfATeamWithoutARoleIsNotSeen() {
    SERVER.stubFor(get("/api/v1/builds/5190").willReturn(status(403)));

    assertThat(holder("one-off build 5190 claiming: lock", START))
        .isInstanceOf(HolderBuild.NotVisible.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"claiming: lock", "claiming: lock\nBuild URL:", "I take it, Jo"})
  void aClaimThatNamesNoBuildIsUnnamed(String message) {
    assertThat(holder(message, START)).isEqualTo(new HolderBuild.Unnamed());
  }

  private HolderBuild holder(String message, long at) {
    return concourse.holder(
        new LockCommit(
            "5b07861c",
            Instant.ofEpochSecond(at),
            "git <git@localhost>",
            message,
            LockMessages.read(message, "lock"),
            LockCommit.Effect.CLAIMS));
  }

  private static String url(String concourse, String build) {
    return "claiming: lock\nBuild URL: %s/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/%s"
        .formatted(concourse, build);
  }

  private static String build(long id, String pipeline, String job, String name, String status) {
    return """
        {"id":%d,"name":"%s","status":"%s","team_name":"main","pipeline_name":"%s","job_name":"%s",
         "start_time":%d,"end_time":%d}
        """
        .formatted(id, name, status, pipeline, job, START, status.equals("started") ? 0 : END);
  }

  private static void tell(String path, String answer) {
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
  }
}
