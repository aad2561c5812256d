package pipelinelock;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Http;
import pipelinelock.http.TestAuthority;
import pipelinelock.pipeline.Build;
import pipelinelock.settings.SettingsFile;
import pipelinelock.ssh.MinaSsh;
import pipelinelock.ssh.TestKeys;

/** What the settings say of the way to a system is the way that is taken. */
class ReachTest {
  @TempDir private Path folder;
  @AutoClose private World world;

  @BeforeEach
  void aWorld() throws IOException {
    world = new World(folder);
  }

  @Test
  void aConcourseOfAPrivateCaIsBelievedWithThatCaAlone() throws IOException {
    var authority = TestAuthority.in(Files.createDirectory(folder.resolve("ca")));
    var ca = Files.writeString(folder.resolve("ca.pem"), authority.caPem());
    var other = Files.writeString(folder.resolve("other.pem"), authority.otherCaPem());
    var server = concourse(authority);
    try {
      var url = "https://localhost:" + server.httpsPort();
      world.with("url: " + world.around().concourse().url(), "url: " + url + "\n      ca: %CA%");

      world.with("%CA%", "file:" + ca);
      assertThat(concourse().contact().status()).isEqualTo(200);

      world.with("file:" + ca, "file:" + other);
      assertThatThrownBy(() -> concourse().contact())
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("not signed by a trusted CA");
    } finally {
      server.stop();
    }
  }

  @Test
  void theBuildsOfARunAreFoundByTheConfiguredTriggerResource() throws IOException {
    world.with("unlock_job: ", "trigger_resource: pipeline-trigger\n      unlock_job: ");
    assertThat(runs()).anyMatch(Optional::isPresent);

    world.with("pipeline-trigger", "go-signal");
    assertThat(runs()).isNotEmpty().noneMatch(Optional::isPresent);
  }

  private List<Optional<String>> runs() {
    try (var clients =
        new PlatformWiring(Http.client(), InstantSource.system(), folder.resolve("copies"))) {
      var one = new SettingsFile(world.variables()).environments(world.file()).getFirst();
      return clients.concourse(one).pipeline().builds().stream().map(Build::run).toList();
    }
  }

  @Test
  void aDirectorBehindAJumpboxIsAskedThroughIt() throws IOException {
    try (var jumpbox = new MinaSsh()) {
      var known = Files.writeString(folder.resolve("known_hosts"), jumpbox.knownHosts());
      throughTheJumpbox(jumpbox, "proxy_known_hosts: file:" + known);

      var command = world.run("status", "dev04", "--details", "--wait");

      assertThat(command.out()).contains("concourse-worker");
      assertThat(jumpbox.asked()).isNotEmpty().containsOnly("127.0.0.1");
      assertThat(jumpbox.logins()).as("one tunnel for all").isEqualTo(1);
    }
  }

  @Test
  void aJumpboxWithAnotherHostKeyIsRefusedByNameAndTheDirectorIsNotAsked() throws IOException {
    try (var jumpbox = new MinaSsh()) {
      throughTheJumpbox(jumpbox, "proxy_host_key: " + TestKeys.fingerprint(TestKeys.ed25519()));

      var command = world.run("check-config", "--env", "dev04");

      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains("jumpbox@127.0.0.1:%d".formatted(jumpbox.address().port()))
          .contains(TestKeys.fingerprint(jumpbox.hostKey()));
      assertThat(world.around().director().requests()).isEmpty();
    }
  }

  private void throughTheJumpbox(MinaSsh jumpbox, String hostKey) throws IOException {
    var key = Files.writeString(folder.resolve("jumpbox.pem"), TestKeys.openSsh(jumpbox.userKey()));
    world.with(
        "deployment: concourse",
        """
        deployment: concourse
              proxy: ssh+socks5://%s
              proxy_private_key: file:%s
              %s"""
            .formatted(jumpbox.address(), key, hostKey));
  }

  private ConcourseClient concourse() {
    var one = new SettingsFile(world.variables()).environments(world.file()).getFirst();
    try (var clients =
        new PlatformWiring(Http.client(), InstantSource.system(), folder.resolve("copies"))) {
      return clients.concourse(one);
    }
  }

  private static WireMockServer concourse(TestAuthority authority) {
    var server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(authority.serverStore().toString())
                .keystorePassword(TestAuthority.PASSWORD)
                .keyManagerPassword(TestAuthority.PASSWORD)
                .keystoreType("PKCS12"));
    server.start();
    server.stubFor(get(urlPathMatching("/api/v1/info")).willReturn(okJson("{}")));
    return server;
  }
}
