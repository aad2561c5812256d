package pipelinelock.concourse;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static pipelinelock.concourse.ConcourseClientTest.assertFails;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure.Kind;

class ConcourseLoginTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final AtomicReference<Instant> now = new AtomicReference<>(Answers.NOW);
  private final ConcourseClient concourse =
      new ConcourseClient(
          Answers.config(SERVER.baseUrl(), Duration.ofSeconds(10)), Answers.HTTP, now::get);

  @BeforeEach
  void issueTwoTokens() {
    tokens("first", "token-1", "second");
    tokens("second", "token-2", "second");
    SERVER.stubFor(get("/api/v1/workers").willReturn(okJson("[]")));
  }

  @Test
  void theFormIsTheOneThatFlySends() {
    concourse.workers();

    SERVER.verify(
        postRequestedFor(urlEqualTo("/sky/issuer/token"))
            .withHeader("Authorization", equalTo("Basic Zmx5OlpteDU="))
            .withFormParam("grant_type", equalTo("password"))
            .withFormParam("username", equalTo("admin"))
            .withFormParam("password", equalTo("s3cret"))
            .withFormParam("scope", equalTo("openid profile email federated:id groups")));
  }

  @Test
  void aTokenIsKeptUntilShortlyBeforeItsEnd() {
    concourse.workers();
    now.set(Answers.NOW.plusSeconds(3_600 - 301));
    concourse.workers();
    SERVER.verify(2, asked("token-1"));

    now.set(Answers.NOW.plusSeconds(3_600 - 299));
    concourse.workers();
    SERVER.verify(1, asked("token-2"));
  }

  @Test
  void aRefusedTokenIsRenewedOnce() {
    SERVER.stubFor(
        get("/api/v1/workers")
            .withHeader("Authorization", equalTo("Bearer token-1"))
            .willReturn(status(401).withBody("not authorized")));

    assertThat(concourse.workers()).isEmpty();
    assertThat(concourse.workers()).isEmpty();

    SERVER.verify(2, postRequestedFor(urlEqualTo("/sky/issuer/token")));
    SERVER.verify(1, asked("token-1"));
  }

  @Test
  void aRefusalOfTheNewTokenTooIsTold() {
    SERVER.stubFor(get("/api/v1/workers").willReturn(status(401).withBody("not authorized")));

    assertFails(
        concourse::workers, Kind.UNAUTHORISED, "401 while listing its workers: not authorized");
    SERVER.verify(2, getRequestedFor(urlEqualTo("/api/v1/workers")));
  }

  @Test
  void manyCallersShareOneLogin() throws Exception {
    SERVER.stubFor(
        post("/sky/issuer/token")
            .willReturn(
                aResponse()
                    .withFixedDelay(200)
                    .withBody("{\"access_token\":\"t\",\"expires_in\":3600}")));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = Stream.generate(() -> threads.submit(concourse::workers)).limit(20).toList();
      for (var call : calls) {
        assertThat(call.get()).isEmpty();
      }
    }

    SERVER.verify(1, postRequestedFor(urlEqualTo("/sky/issuer/token")));
  }

  @Test
  void aLoginThatHangsHoldsNobodyTwice() throws Exception {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(aResponse().withFixedDelay(8_000)));
    var impatient = Answers.client(SERVER.baseUrl(), Duration.ofMillis(400));
    long began = System.nanoTime();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> assertFails(impatient::workers, Kind.TIMED_OUT, "0.4 s")))
              .limit(100)
              .toList();
      for (var call : calls) {
        call.get();
      }
    }

    // One after another they would take 40 s.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORISED, 'logging in as admin: Invalid username or password'",
    "400, REFUSED,      'logging in as admin: Invalid username or password'",
    "500, BROKEN,       'logging in as admin'",
  })
  void aFailedLoginSaysWhy(int code, Kind kind, String words) {
    SERVER.stubFor(
        post("/sky/issuer/token")
            .willReturn(
                status(code)
                    .withBody(
                        "{\"error\":\"access_denied\","
                            + "\"error_description\":\"Invalid username or password\"}")));

    assertFails(concourse::workers, kind, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "<html>", "{\"access_token\":\"\"}", "[]"})
  void anAnswerWithoutATokenIsGarbage(String body) {
    SERVER.stubFor(post("/sky/issuer/token").willReturn(okJson(body)));

    assertFails(concourse::workers, Kind.GARBAGE, "logging in as admin");
  }

  @Test
  void secretsAreNotShown() {
    assertThat(Answers.config(SERVER.baseUrl(), Duration.ofSeconds(1)).toString())
        .contains("admin")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://ci.example", "ci.example", "https://a:b@ci.example"})
  void anAddressThatIsUnsafeOrUnknownIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConcourseConfig(URI.create(url), "admin", "s3cret", Answers.PIPELINE))
        .withMessageNotContaining("a:b");
  }

  private static com.github.tomakehurst.wiremock.matching.RequestPatternBuilder asked(
      String token) {
    return getRequestedFor(urlEqualTo("/api/v1/workers"))
        .withHeader("Authorization", equalTo("Bearer " + token));
  }

  private static void tokens(String state, String token, String next) {
    SERVER.stubFor(
        post("/sky/issuer/token")
            .inScenario("tokens")
            .whenScenarioStateIs(state.equals("first") ? Scenario.STARTED : state)
            .willSetStateTo(next)
            .willReturn(
                okJson(
                    "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":3600}"
                        .formatted(token))));
  }
}
