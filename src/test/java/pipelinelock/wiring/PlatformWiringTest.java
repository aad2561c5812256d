package pipelinelock.wiring;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.settings.file.SettingsFile;

/** The settings decide by what way the lock is read and given back. */
@Isolated("what it says of this machine's credentials holds for the whole process")
class PlatformWiringTest {
  private static final String SETTINGS =
      """
      record: {file: /var/lib/record.db}
      slack: {bot_token: xoxb-1, signing_secrets: [8f742231b10e8888], team_id: T0123, app_id: A0123}
      approvals: {approvers: {users: [U1, U2]}}
      environments:
        dev04:
          tier: dev
          channel: C0INCIDENTS
          lock:
            pool: create-cloudfoundry
            codecommit: {repository: pool-dev04, endpoint: "%s"}
          concourse: {url: https://deployer.example.com, username: bot, password: p, pipeline: cf}
          bosh:
            url: https://bosh.example.com
            client: bot
            client_secret: s
            deployment: concourse
            worker_groups: []
            web_groups: [concourse]
      """;

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  @TempDir Path folder;

  @BeforeEach
  void theMachineHasCredentials() {
    System.setProperty("aws.accessKeyId", "AKIAMACHINE");
    System.setProperty("aws.secretAccessKey", "s3cret");
  }

  @AfterEach
  void theMachineHasNone() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void aLockInCodeCommitIsReadByItsApiWithTheCredentialsOfTheMachine() {
    answer("GetBranch", "{\"branch\":{\"commitId\":\"c1\"}}");
    answer(
        "GetCommit",
        """
        {"commit":{"commitId":"c1","parents":[],"message":"adding claimed: lock",
         "author":{"name":"a","email":"a@a"},"committer":{"date":"1708337764 +0000"}}}
        """);
    answer(
        "GetFolder",
        """
        {"commitId":"c1","files":[
         {"absolutePath":"create-cloudfoundry/claimed/lock","blobId":"b"}]}
        """);

    var lock = lockPool().read();

    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(LockExamples.latest(lock)).get().extracting("id").isEqualTo("c1");
  }

  @Test
  void aLockInCodeCommitIsGivenBackByItsApi() {
    answer("GetBranch", "{\"branch\":{\"commitId\":\"c1\"}}");
    answer(
        "GetFolder",
        """
        {"commitId":"c1","files":[
         {"absolutePath":"create-cloudfoundry/claimed/lock","blobId":"b"}]}
        """);
    answer("CreateCommit", "{\"commitId\":\"c2\"}");

    var outcome =
        platform()
            .lockReleaser()
            .release(
                new LockReleaser.Release(
                    new Step.ReleaseLock("create-cloudfoundry", "lock", "c1", "c1"),
                    new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN")),
                    Instant.EPOCH));

    assertThat(outcome).isEqualTo(new LockReleaser.Outcome.Released("c2"));
  }

  private LockPool lockPool() {
    return platform().lockPool();
  }

  private Platform platform() {
    var settings = new SettingsFile(Map.of()).parse("it.yml", SETTINGS.formatted(server.baseUrl()));
    var wiring = new PlatformWiring(Http.client(), InstantSource.fixed(Instant.EPOCH), folder);
    return wiring
        .platforms(settings.environments())
        .find(new EnvironmentName("dev04"))
        .orElseThrow();
  }

  private static void answer(String action, String body) {
    server.stubFor(
        post("/")
            .withHeader("X-Amz-Target", containing(action))
            .withHeader("Authorization", containing("Credential=AKIAMACHINE/"))
            .willReturn(okJson(body).withHeader("x-amzn-RequestId", "1")));
  }
}
