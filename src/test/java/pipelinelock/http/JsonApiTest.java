package pipelinelock.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

class JsonApiTest {
  private static final OkHttpClient HTTP = Http.client();

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final JsonApi api = api(server.baseUrl(), Duration.ofSeconds(5));

  record Job(String name, long id) {}

  @Test
  void aReplyBecomesARecordAndUnknownFieldsAreIgnored() {
    server.stubFor(get("/jobs/a%2Fb").willReturn(okJson("{\"name\":\"x\",\"id\":7,\"new\":[]}")));

    assertThat(api.get("reading a job", api.at("jobs", "a/b").build(), Job.class))
        .isEqualTo(new Job("x", 7));
  }

  @Test
  void aReplyBecomesAListOfRecords() {
    server.stubFor(get("/jobs").willReturn(okJson("[{\"name\":\"x\",\"id\":7}]")));

    List<Job> jobs =
        api.parse(
            "reading jobs",
            api.ask("reading jobs", new Request.Builder().url(api.at("jobs").build()).build()),
            new TypeReference<List<Job>>() {});

    assertThat(jobs).containsExactly(new Job("x", 7));
  }

  @ParameterizedTest
  @CsvSource({
    "301, GARBAGE",
    "302, GARBAGE",
    "400, REFUSED",
    "401, UNAUTHORISED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "409, REFUSED",
    "422, REFUSED",
    "429, BUSY",
    "500, BROKEN",
    "501, BROKEN",
    "502, BROKEN",
    "503, BROKEN",
    "504, BROKEN"
  })
  void eachStatusHasItsKind(int status, Kind kind) {
    server.stubFor(any(anyUrl()).willReturn(status(status).withHeader("Location", "/elsewhere")));

    RemoteFailure failure = failureOf("reading the builds of pipeline-lock");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessage(
            "Concourse answered %d while reading the builds of pipeline-lock".formatted(status));
    server.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void aSlowAnswerEndsAtTheLimitAndTheMessageSaysTheLimit() {
    server.stubFor(any(anyUrl()).willReturn(ok().withFixedDelay(5_000)));

    assertThatThrownBy(() -> job(api.within(Duration.ofMillis(150)), "reading a job"))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT))
        .hasMessage("Concourse did not answer within 0.15 s while reading a job");
    server.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void anAnswerThatTricklesEndsAtTheLimitToo() {
    server.stubFor(
        any(anyUrl()).willReturn(okJson("{\"name\":\"x\"}").withChunkedDribbleDelay(10, 5_000)));

    assertThatThrownBy(() -> job(api.within(Duration.ofMillis(300)), "reading a job"))
        .hasMessage("Concourse did not answer within 0.3 s while reading a job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"name\":\"x\"}", "{\"name\":\"x\",\"id\":7} and", ""})
  void anythingButTheExpectedJsonIsGarbage(String body) {
    server.stubFor(any(anyUrl()).willReturn(ok(body)));

    RemoteFailure failure = failureOf("reading a job");

    assertThat(failure.kind()).isEqualTo(Kind.GARBAGE);
    assertThat(failure)
        .hasMessage("Concourse sent an answer that is not the expected JSON while reading a job")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "\n <!doctype html><title>Log in</title>"})
  void aWebPageIsSaidToBeOne(String body) {
    server.stubFor(any(anyUrl()).willReturn(ok(body)));

    assertThat(failureOf("reading a job"))
        .hasMessage(
            "Concourse sent a web page, for example a login page, not the expected JSON while reading"
                + " a job");
  }

  @Test
  void aRedirectionSaysWhereItLeadsWithoutWhatMayBeSecret() {
    server.stubFor(
        any(anyUrl())
            .willReturn(
                status(302).withHeader("Location", "https://login.example.com/x?token=hunter2")));

    assertThat(failureOf("reading a job"))
        .hasMessage(
            "Concourse answered 302 while reading a job: it redirects to https://login.example.com,"
                + " perhaps to a login page");
  }

  @Test
  void aNullIsGarbage() {
    server.stubFor(any(anyUrl()).willReturn(ok("null")));

    assertThat(failureOf("reading a job").kind()).isEqualTo(Kind.GARBAGE);
  }

  @Test
  void anAnswerOfOverSixteenMegabytesIsGarbage() {
    server.stubFor(any(anyUrl()).willReturn(ok().withBody(new byte[(16 << 20) + 1])));

    assertThat(failureOf("reading a job").kind()).isEqualTo(Kind.GARBAGE);
  }

  @Test
  void aRefusedConnectionIsUnreachable() throws IOException {
    int free = ClosedPort.number();
    JsonApi nobody = api("http://127.0.0.1:" + free, Duration.ofSeconds(5));

    assertThatThrownBy(() -> job(nobody, "reading a job"))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessage(
            "Concourse could not be reached while reading a job: the connection was refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void aGetIsRepeatedWhenAGatewayAnswersForTheRemote(int status) {
    firstThenGood(status(status));

    assertThat(job(api, "reading a job")).isEqualTo(new Job("x", 7));
    server.verify(2, anyRequestedFor(anyUrl()));
  }

  @Test
  void aGetIsRepeatedWhenTheConnectionBreaks() {
    firstThenGood(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(job(api, "reading a job")).isEqualTo(new Job("x", 7));
    server.verify(2, anyRequestedFor(anyUrl()));
  }

  @Test
  void aGetIsRepeatedTwiceAtMost() {
    server.stubFor(any(anyUrl()).willReturn(status(503)));

    assertThat(failureOf("reading a job").kind()).isEqualTo(Kind.BROKEN);
    server.verify(3, anyRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void aGetIsNotRepeatedWhenTheRemoteItselfAnswered(int status) {
    server.stubFor(any(anyUrl()).willReturn(status(status)));

    failureOf("reading a job");

    server.verify(1, anyRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 421, 502, 503, 504})
  void aPutIsNeverRepeatedEvenWhenTheRemoteAsksForIt(int status) {
    server.stubFor(any(anyUrl()).willReturn(status(status).withHeader("Retry-After", "0")));

    api.exchange("recreating", put());

    server.verify(1, anyRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void aPutIsNeverRepeatedAfterABrokenConnection(Fault fault) {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

    assertThatThrownBy(() -> api.exchange("recreating", put()))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.leavesDoubt()).isTrue());
    server.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void nothingIsSentThatWasNotAskedFor() {
    server.stubFor(
        any(anyUrl())
            .willReturn(okJson("{\"name\":\"x\",\"id\":7}").withHeader("Set-Cookie", "session=1")));

    job(api, "reading a job");
    job(api, "reading a job");

    server.verify(
        2,
        anyRequestedFor(anyUrl())
            .withoutHeader("Accept-Encoding")
            .withoutHeader("Cookie")
            .withHeader("User-Agent", equalTo("pipeline-lock")));
  }

  @Test
  void aReplyTellsStatusAndHeadersButNotTheBodyInItsText() {
    server.stubFor(
        any(anyUrl())
            .willReturn(status(416).withHeader("Content-Range", "bytes */5").withBody("secret")));

    Reply reply = api.exchange("reading", new Request.Builder().url(api.at("x").build()).build());

    assertThat(reply.status()).isEqualTo(416);
    assertThat(reply.header("content-range")).contains("bytes */5");
    assertThat(reply.text()).isEqualTo("secret");
    assertThat(reply.toString()).doesNotContain("secret");
  }

  @Test
  void anAnswerCanBeReadWhileItComesIn() {
    server.stubFor(any(anyUrl()).willReturn(ok("first\nsecond\n")));

    String line =
        api.stream(
            "reading lines",
            new Request.Builder().url(api.at("x").build()).build(),
            response -> response.body().source().readUtf8LineStrict());

    assertThat(line).isEqualTo("first");
  }

  private static void firstThenGood(ResponseDefinitionBuilder first) {
    server.stubFor(
        any(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs(STARTED)
            .willReturn(first)
            .willSetStateTo("better"));
    server.stubFor(
        any(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs("better")
            .willReturn(okJson("{\"name\":\"x\",\"id\":7}")));
  }

  private static Request put() {
    HttpUrl url = HttpUrl.get(server.baseUrl() + "/x");
    return new Request.Builder().url(url).put(RequestBody.EMPTY).build();
  }

  private RemoteFailure failureOf(String action) {
    return catchThrowableOfType(RemoteFailure.class, () -> job(api, action));
  }

  private static Job job(JsonApi api, String action) {
    return api.get(action, api.at("x").build(), Job.class);
  }

  private static JsonApi api(String base, Duration limit) {
    return new JsonApi("Concourse", HttpUrl.get(base), HTTP, Http.json(), limit);
  }
}
