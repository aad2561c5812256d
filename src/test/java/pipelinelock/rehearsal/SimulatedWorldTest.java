package pipelinelock.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.time.WorldTime;

class SimulatedWorldTest {
  @AutoClose
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), 300));

  @Test
  void aRecreateOfTheWebVmTakesConcourseAwayAndBringsItBack() throws IOException {
    try (var bosh = director();
        var anyone = new Caller(world.concourse().url())) {
      bosh.send(
          "PUT",
          "/deployments/concourse/jobs/" + SimulatedDirector.WEB + "?state=recreate",
          "",
          "Content-Type",
          "text/yaml");
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> anyone.get("/api/v1/info").statusCode() == 502);
      await().until(() -> anyone.get("/api/v1/info").statusCode() == 200);
    }
  }

  @Test
  void concourseAndGitAgreeWhoClaimed() throws IOException {
    var claim = world.lockRepository().history().get(2);
    try (var anyone = new Caller(world.concourse().url())) {
      assertThat(anyone.get("/api/v1/builds/5120/resources").body()).contains(claim);
    }
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(world.credentials().toString())
        .doesNotContain(world.credentials().slackBotToken())
        .doesNotContain(world.credentials().concoursePassword());
  }

  private Caller director() throws IOException {
    var pair = world.credentials().boshClient() + ":" + world.credentials().boshSecret();
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    try (var uaa = new Caller(world.director().uaaUrl(), "Authorization", "Basic " + basic)) {
      var token = Caller.json(uaa.form("/oauth/token", "grant_type=client_credentials"));
      return new Caller(
          world.director().url(), "Authorization", "bearer " + token.path("access_token").asText());
    }
  }
}
