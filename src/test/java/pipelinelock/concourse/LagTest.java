package pipelinelock.concourse;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.concourse.Answers.answer;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pipelinelock.Patience;

/** How deep the questions about a pipeline go: a lag in each answer counts once a level. */
class LagTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().containerThreads(80))
          .build();

  private static final Duration LAG = Duration.ofMillis(1_500);
  private static final String PIPELINE = "/api/v1/teams/main/pipelines/create-cloudfoundry";

  @Test
  void aPipelineIsToldAfterThreeTimesTheLagAndTheLogin() {
    SERVER.stubFor(any(anyUrl()).willReturn(status(404)));
    SERVER.stubFor(post("/sky/issuer/token").willReturn(okJson(answer("token"))));
    tell("/api/v1/user", "{\"user_name\":\"o\",\"teams\":{\"main\":[\"viewer\"]}}");
    tell("/api/v1/teams/main/containers", "[]");
    tell(PIPELINE, answer("pipeline"));
    tell(PIPELINE + "/jobs", answer("jobs"));
    tell(
        PIPELINE + "/builds",
        LongStream.rangeClosed(0, 99)
            .mapToObj(i -> build(9_099 - i))
            .collect(joining(",", "[", "]")));
    SERVER.stubFor(
        get(urlPathMatching(PIPELINE + "/jobs/.*/builds"))
            .willReturn(okJson("[" + build(5_190) + "]")));
    SERVER.stubFor(get(urlPathMatching("/api/v1/builds/.*/resources")).willReturn(okJson("{}")));
    // Once without the lag, because what a busy machine takes to load classes is no level.
    Answers.client(SERVER.baseUrl(), Patience.LIMIT).pipeline();
    var concourse = Answers.client(SERVER.baseUrl(), Patience.LIMIT);
    concourse.account(); // the login
    SERVER.setGlobalFixedDelay(Math.toIntExact(LAG.toMillis()));

    long began = System.nanoTime();
    concourse.pipeline();

    // What is there, what that leaves out, and the runs; a level more would take 6 s.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LAG.multipliedBy(4));
  }

  private static void tell(String path, String answer) {
    SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
  }

  private static String build(long id) {
    return """
        {"id":%d,"team_name":"main","name":"%1$d","status":"succeeded","start_time":1708330000,
         "end_time":1708339999,"job_name":"pipeline-lock","pipeline_name":"create-cloudfoundry"}
        """
        .formatted(id);
  }
}
