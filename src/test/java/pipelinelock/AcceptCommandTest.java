package pipelinelock;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.NOON;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;

class AcceptCommandTest {
  private static final String SETTINGS =
      """
      record: {file: %s}
      checkpoints: {key: 'file:%s'}
      slack:
        bot_token: xoxb-1-abcdef
        signing_secrets: [8f742231b10e8888abcd99yyyzzz85a5]
        team_id: T0123
        app_id: A0123
        api_url: %s/api/
      approvals:
        approvers: {users: [U1, U2]}
      environments:
        dev04:
          tier: dev
          channel: C0INCIDENTS
          lock:
            pool: create-cloudfoundry
            git: {uri: https://git.example.com/pool.git}
          concourse:
            url: https://deployer.example.com
            username: bot
            password: nothing
            pipeline: create-cloudfoundry
          bosh:
            url: https://bosh.example.com:25555
            client: bot
            client_secret: nothing
            deployment: concourse
            worker_groups: [concourse-worker]
            web_groups: [concourse]
      """;

  @TempDir private Path folder;
  private final WireMockServer slack = new WireMockServer(options().dynamicPort());
  private Path config;
  private Path record;

  @BeforeEach
  void aFreezeUnderACheckpoint() throws IOException {
    slack.start();
    record = folder.resolve("record.db");
    var file = folder.resolve("checkpoint.pem");
    assertThat(run("audit", "keygen", "--out", file).exitCode()).isZero();
    config =
        Files.writeString(
            folder.resolve("bot.yml"), SETTINGS.formatted(record, file, slack.baseUrl()));
    var key = SigningKey.parse(Files.readString(file));
    try (var database = Database.open(record)) {
      var clock = InstantSource.fixed(NOON);
      new SqlFreezes(database, clock).change(true, BEN, "the Director");
      new Notary(
              new SqlCheckpoints(database), key, new TrustedKeys(List.of(key.verifying())), clock)
          .make();
    }
  }

  @AfterEach
  void close() {
    slack.stop();
  }

  private static Command run(Object... words) {
    return Command.run(
        Map.of(), List.of(words).stream().map(Object::toString).toArray(String[]::new));
  }

  private Command accept() {
    return run("audit", "accept", "--config", config, "--by", "ana", "--reason", "an old copy");
  }

  private void theFreezeIsTakenAway() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + record);
        var statement = connection.createStatement()) {
      statement.execute("drop trigger freeze_event_is_never_deleted");
      statement.execute("delete from freeze_event");
    }
  }

  @Test
  void verifyTellsHowFarTheCheckpointsGo() {
    assertThat(run("record", "verify", "--config", config).out())
        .contains("Checkpoints: 1, the newest (1)", "all 1 events", "0 are newer");
  }

  @Test
  void aRecordThatContinuesIsNotToBeAccepted() {
    assertThat(accept().exitCode()).isEqualTo(1);
    assertThat(accept().out() + accept().err()).startsWith("There is nothing to accept");
  }

  @Test
  void whatIsAcceptedIsRecordedUnderASignatureAndSaidInEveryChannel() throws Exception {
    theFreezeIsTakenAway();
    var before = run("record", "verify", "--config", config);
    assertThat(before.exitCode()).isNotZero();
    assertThat(before.out()).contains("the freezes: checkpoint 1 has its event 1");
    slack.stubFor(
        post(urlPathEqualTo("/api/chat.postMessage"))
            .willReturn(okJson("{\"ok\":true,\"ts\":\"1.2\",\"channel\":\"C0INCIDENTS\"}")));
    var accepted = accept();
    assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
    slack.verify(
        postRequestedFor(urlPathEqualTo("/api/chat.postMessage"))
            .withRequestBody(containing("C0INCIDENTS"))
            .withRequestBody(containing("accepted")));
    var after = run("record", "verify", "--config", config).out();
    assertThat(after)
        .contains("Checkpoint 2", "accepted this record in place of the one of checkpoint 1: ana");
  }

  @Test
  void whatCouldNotBeSaidIsMissingAndTheCommandFails() throws Exception {
    theFreezeIsTakenAway();
    slack.stubFor(
        post(urlPathEqualTo("/api/chat.postMessage"))
            .willReturn(okJson("{\"ok\":false,\"error\":\"channel_not_found\"}")));
    var accepted = accept();
    assertThat(accepted.exitCode()).isEqualTo(1);
    assertThat(accepted.out()).contains("MISSING: it was not posted in C0INCIDENTS");
  }

  @Test
  void withoutAKeyNothingIsAccepted() throws IOException {
    Files.writeString(config, Files.readString(config).replaceAll("checkpoints: .*\n", ""));
    var refused = accept();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("names no checkpoints.key");
  }
}
