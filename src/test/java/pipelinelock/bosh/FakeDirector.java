package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipelinelock.http.Http;
import pipelinelock.vm.InstanceId;

/** A Director and its UAA that answer what real ones answered. */
public final class FakeDirector {
  static final String UUID = "2daf673a-9755-4b4f-aa6d-3632fbed8012";
  static final String TOKEN = "first.token";
  public static final InstanceId WORKER =
      InstanceId.parse("concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7");
  private static final String RECREATE = "/deployments/concourse/jobs/" + WORKER;

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());

  void start() {
    server.start();
    // As the real one: whatever comes without a token that it knows is refused in plain text.
    stub(
        any(anyUrl())
            .atPriority(10)
            .willReturn(
                status(401)
                    .withHeader("WWW-Authenticate", "Basic realm=\"BOSH Director\"")
                    .withBody("Not authorized: '/tasks'\n")));
    isItself(UUID);
    issues(TOKEN, 600);
  }

  void stop() {
    server.stop();
  }

  String url() {
    return server.baseUrl();
  }

  void isItself(String uuid) {
    String info =
        Recordings.text("info.uaa.json")
            .replace("https://bosh.dev04.dev.cloudpipeline.digital:8443", server.baseUrl() + "/uaa")
            .replace(UUID, uuid);
    stub(get("/info").willReturn(okJson(info)));
  }

  void hasUsersOfItsOwn() {
    stub(get("/info").willReturn(okJson(Recordings.text("info.basic.json"))));
  }

  void issues(String token, long seconds) {
    uaaAnswers(token(token, seconds));
  }

  /** The first token is over when it comes, and there is no second. */
  void issuesOneThatIsOver() {
    uaaAnswers(status(500));
    stub(
        tokenRequest()
            .inScenario("one token")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("no more")
            .willReturn(token("first.token", 0)));
  }

  void uaaAnswers(ResponseDefinitionBuilder answer) {
    stub(tokenRequest().willReturn(answer));
  }

  private static ResponseDefinitionBuilder token(String token, long seconds) {
    return okJson(
        """
        {"access_token":"%s","token_type":"bearer","expires_in":%d,"scope":"bosh.admin","jti":"1"}
        """
            .formatted(token, seconds));
  }

  private static MappingBuilder tokenRequest() {
    return post("/uaa/oauth/token")
        .withBasicAuth("opsbot", "s3cret")
        .withRequestBody(equalTo("grant_type=client_credentials"));
  }

  int tokensIssued() {
    return server.findAll(postRequestedFor(urlEqualTo("/uaa/oauth/token"))).size();
  }

  void answers(String path, ResponseDefinitionBuilder answer) {
    stub(allowed(get(urlEqualTo(path)), TOKEN).willReturn(answer));
  }

  void answersTo(String token, String path, ResponseDefinitionBuilder answer) {
    stub(allowed(get(urlEqualTo(path)), token).willReturn(answer));
  }

  void answersBasic(String path, ResponseDefinitionBuilder answer) {
    stub(get(urlEqualTo(path)).withBasicAuth("admin", "pässword").willReturn(answer));
  }

  /** The listing of instances: a redirect to a task, which takes the states one by one. */
  void lists(long task, String result, String... states) {
    answers("/deployments/concourse/instances?format=full", redirect(302, task));
    for (int i = 0; i < states.length; i++) {
      var look = allowed(get("/tasks/" + task), TOKEN).inScenario("listing");
      String now = i == 0 ? "Started" : states[i] + i;
      String next = i + 1 < states.length ? states[i + 1] + (i + 1) : now;
      stub(
          look.whenScenarioStateIs(now)
              .willReturn(okJson(task(task, states[i], "retrieve vm-stats", "")))
              .willSetStateTo(next));
    }
    answers(
        "/tasks/" + task + "/output?type=result",
        ok(result).withHeader("Content-Type", "text/html"));
    hasRows(rows(result));
  }

  /** What the database has of the instances: the plain listing, which makes no task. */
  void hasRows(String json) {
    answers("/deployments/concourse/instances", ok(json).withHeader("Content-Type", "text/html"));
  }

  /** The rows that go with a full listing; lines that are no instance are left out. */
  private static String rows(String result) {
    return result
        .lines()
        .filter(line -> line.startsWith("{") && line.contains("vm_cid"))
        .map(FakeDirector::row)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String row(String line) {
    try {
      var full = Http.json().readTree(line);
      var row = Http.json().createObjectNode();
      row.set("cid", full.get("vm_cid"));
      row.set("job", full.get("job_name"));
      List.of("agent_id", "index", "id", "az", "ips", "vm_created_at")
          .forEach(key -> row.set(key, full.get(key)));
      return row.put("expects_vm", full.path("state").asText().equals("started")).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no line of a listing: " + line, e);
    }
  }

  static String task(long id, String state, String description, String contextId) {
    return Recordings.text("task-260183.processing.json")
        .replace("260183", Long.toString(id))
        .replace("\"processing\"", '"' + state + '"')
        .replace("create deployment", description)
        .replace("\"context_id\": \"\"", "\"context_id\": \"" + contextId + '"');
  }

  /** As the Director writes it: from the Host header that it was sent. */
  static ResponseDefinitionBuilder redirect(int status, long task) {
    return status(status)
        .withHeader("Location", "https://forged.example:25555/tasks/" + task)
        .withHeader("Content-Type", "text/html;charset=utf-8");
  }

  /** Refuses what the real one refuses: a body, another content type, no context id. */
  void recreates(ResponseDefinitionBuilder answer) {
    recreatesFor(TOKEN, answer);
  }

  void recreatesFor(String token, ResponseDefinitionBuilder answer) {
    stub(
        allowed(put(urlEqualTo(RECREATE + "?state=recreate")), token)
            .withHeader("Content-Type", equalTo("text/yaml"))
            .withHeader("Content-Length", equalTo("0"))
            .withHeader("X-Bosh-Context-Id", equalTo("inc-7.1"))
            .withRequestBody(absent())
            .willReturn(answer));
  }

  /** Takes whatever is sent to change something, for a test to look at in {@link #changes()}. */
  void takesChanges(ResponseDefinitionBuilder answer) {
    stub(allowed(put(anyUrl()), TOKEN).willReturn(answer));
    stub(allowed(post(urlPathMatching("/deployments/.*")), TOKEN).willReturn(answer));
  }

  List<LoggedRequest> changes() {
    var changes = new ArrayList<>(server.findAll(putRequestedFor(anyUrl())));
    changes.addAll(server.findAll(postRequestedFor(urlPathMatching("/deployments/.*"))));
    return changes;
  }

  int recreatesAsked() {
    return server.findAll(putRequestedFor(urlPathEqualTo(RECREATE))).size();
  }

  int putsAsked() {
    return server.findAll(putRequestedFor(urlPathMatching(".*"))).size();
  }

  /** The event log of task 7 as the Director serves it to a request for this range. */
  void hasEvents(long offset, ResponseDefinitionBuilder answer) {
    stub(
        allowed(get(urlEqualTo("/tasks/7/output?type=event")), TOKEN)
            .withHeader("Range", equalTo("bytes=%d-".formatted(offset)))
            .willReturn(answer));
  }

  /** The whole log of a task, as the Director serves it from its beginning and after its end. */
  void hasLog(long task, String log) {
    int size = log.getBytes(UTF_8).length;
    var path = "/tasks/%d/output?type=event".formatted(task);
    stub(
        allowed(get(urlEqualTo(path)), TOKEN)
            .withHeader("Range", equalTo("bytes=0-"))
            .willReturn(
                size == 0
                    ? status(416).withHeader("Content-Range", "bytes */0")
                    : status(206)
                        .withHeader("Content-Range", "bytes 0-%d/%d".formatted(size - 1, size))
                        .withBody(log)));
    stub(
        allowed(get(urlEqualTo(path)), TOKEN)
            .withHeader("Range", equalTo("bytes=%d-".formatted(Math.max(1, size))))
            .willReturn(status(416).withHeader("Content-Range", "bytes */%d".formatted(size))));
  }

  void cancels(ResponseDefinitionBuilder answer) {
    stub(allowed(delete("/task/7"), TOKEN).willReturn(answer));
  }

  List<String> paths() {
    return server.getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest().getMethod() + " " + event.getRequest().getUrl())
        .toList();
  }

  private static MappingBuilder allowed(MappingBuilder call, String token) {
    return call.withHeader("Authorization", equalTo("bearer " + token));
  }

  private void stub(MappingBuilder mapping) {
    server.stubFor(mapping);
  }
}
