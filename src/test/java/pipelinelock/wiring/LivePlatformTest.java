package pipelinelock.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.live.Backoff;
import pipelinelock.settings.live.LiveEnvironment;
import pipelinelock.settings.live.Remote;

/** New values become those of a running bot, but not in the middle of a decision. */
class LivePlatformTest {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");

  @TempDir private Path folder;

  @Test
  void aDecisionEndsWithTheClientsThatItBeganWith() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "old");
    var file =
        Files.writeString(
            folder.resolve("it.yml"),
            """
            record: {file: /var/lib/record.db}
            slack: {bot_token: xoxb-1, signing_secrets: [8f742231b10e8888], team_id: T0123, app_id: A0123}
            approvals: {approvers: {users: [U1, U2]}}
            environments:
              dev04:
                tier: dev
                channel: C0INCIDENTS
                lock: {pool: pool, git: {uri: https://git.example.com/pool.git}}
                concourse: {url: https://deployer.example.com, username: bot, password: p, pipeline: cf}
                bosh: {url: https://bosh.example.com, client: bot, client_secret: 'file:%s', deployment: concourse, worker_groups: [], web_groups: [concourse]}
            """
                .formatted(secret));
    var loaded = new SettingsFile(Map.of()).load(file);
    var read = new CountDownLatch(1);
    try (var wiring =
            new PlatformWiring(Http.client(), InstantSource.system(), folder.resolve("copies"));
        var values =
            new LiveEnvironment(
                loaded.settings().environment(DEV04),
                loaded.origins().apply(DEV04),
                () -> {
                  var fresh = loaded.again().apply(DEV04);
                  read.countDown();
                  return fresh;
                },
                InstantSource.system(),
                Backoff.USUAL)) {
      var reach = new LivePlatform(values, wiring);
      reach.begin();
      var before = reach.now();
      Files.writeString(secret, "new");

      reach.steady(
          () -> {
            values.refused(Remote.DIRECTOR, values.now());
            await().until(() -> read.getCount() == 0);
            await()
                .during(Duration.ofMillis(100))
                .untilAsserted(
                    () -> {
                      assertThat(reach.now()).isSameAs(before);
                      assertThat(values.notes()).isEmpty();
                    });
            return before;
          });

      await().until(() -> !values.notes().isEmpty());
      assertThat(reach.now()).isNotSameAs(before);
      assertThat(values.notes().getFirst()).contains("a new value");
    }
  }
}
