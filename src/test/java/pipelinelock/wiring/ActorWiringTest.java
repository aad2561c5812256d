package pipelinelock.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.rehearsal.bosh.BoshClient;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.vm.InstanceId;

/** The two clients of {@code bosh} in the settings are used for what each is there for. */
class ActorWiringTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final InstanceId WORKER = InstanceId.parse(SimulatedDirector.WORKER);

  @AutoClose
  private final SimulatedDirector director =
      new SimulatedDirector(
          new SimulatedDirector.Config(
              0,
              0,
              List.of(
                  new BoshClient("reader", "reader-s3cret", List.of("bosh.read")),
                  new BoshClient("actor", "actor-s3cret", List.of("bosh.admin"))),
              Duration.ofHours(1),
              false),
          new WorldTime(() -> NOON, 1),
          VmWatcher.NOBODY);

  @TempDir private Path folder;

  @Test
  void theActorIsAskedForNoTokenBeforeTheRecreate() throws IOException {
    var platform = platform("actor: {client: actor, client_secret: \"${ACTOR}\"}");
    platform.directorReader().locks();
    platform.directorReader().openTasks();
    platform.recreator().find("inc-1.1");
    assertThat(director.tokenRequests()).as("the reader's").hasSize(1);

    assertThat(platform.recreator().recreate(WORKER, Set.of(), "inc-1.1", () -> true))
        .isEqualTo(new Answer.Accepted(260183));
    assertThat(director.tokenRequests()).as("the reader's and the actor's").hasSize(2);
    assertThat(platform.recreator().task(260183).user()).isEqualTo("actor");
    assertThat(platform.recreator().cancel(260183)).isTrue();
    assertThat(director.tokenRequests()).hasSize(2);
  }

  @Test
  void withoutAnActorTheOneClientDoesAll() throws IOException {
    var platform = platform("");

    assertThat(platform.recreator()).isSameAs(platform.directorReader());
    assertThat(platform.recreator().recreate(WORKER, Set.of(), "inc-1.1", () -> true))
        .isInstanceOf(Answer.Refused.class);
  }

  private Platform platform(String actor) throws IOException {
    var file = folder.resolve("pipeline-lock.yml");
    Files.writeString(
        file,
        """
        record: {file: /var/lib/record.db}
        slack:
          bot_token: xoxb-1
          signing_secrets: ["8f742231b10e8888abcd99yyyzzz85a5"]
          team_id: T0123
          app_id: A0123
        approvals: {approvers: {users: [U1, U2]}}
        environments:
          dev04:
            tier: dev
            channel: C0INCIDENTS
            locking: false
            concourse:
              url: https://deployer.example.com
              username: bot
              password: none
              pipeline: create-cloudfoundry
            bosh:
              url: %s
              client: reader
              client_secret: ${READER}
              %s
              deployment: concourse
              worker_groups: [concourse-worker]
              web_groups: [concourse]
        """
            .formatted(director.url(), actor));
    var settings =
        new SettingsFile(Map.of("READER", "reader-s3cret", "ACTOR", "actor-s3cret")).read(file);
    return new PlatformWiring(Http.client(), () -> NOON, folder)
        .platforms(settings.environments())
        .find(new EnvironmentName("dev04"))
        .orElseThrow();
  }
}
