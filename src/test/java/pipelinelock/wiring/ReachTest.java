package pipelinelock.wiring;

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
import pipelinelock.World;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Http;
import pipelinelock.http.TestAuthority;
import pipelinelock.pipeline.Build;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.ssh.MinaSsh;
import pipelinelock.ssh.TestKeys;
import pipelinelock.tunnel.SocksServer;

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
          .containsPattern("jumpbox +FAIL +the SSH server jumpbox@127.0.0.1:")
          .contains(TestKeys.fingerprint(jumpbox.hostKey()))
          .containsPattern("bosh reach +- +not tried: needs jumpbox")
          .containsPattern("bosh rights +- +not tried: needs jumpbox")
          .containsPattern("lock repository +ok ")
          .containsPattern("concourse pipeline +ok ");
      assertThat(world.around().director().requests()).isEmpty();
    }
  }

  @Test
  void aJumpboxIsARowOfItsOwnWithItsHostKeyToCopy() throws IOException {
    try (var jumpbox = new MinaSsh()) {
      throughTheJumpbox(jumpbox, "proxy_host_key: " + TestKeys.fingerprint(jumpbox.hostKey()));

      var command = world.run("check-config", "--env", "dev04");

      assertThat(command.out().replaceAll("\\s+", " "))
          .contains("jumpbox ok jumpbox@127.0.0.1:")
          .contains("host key ssh-ed25519 " + TestKeys.fingerprint(jumpbox.hostKey()))
          .contains("bosh reach ok answers at 127.0.0.1:");
    }
  }

  @Test
  void aJumpboxThatMayNotForwardIsTheCulpritOfTheDirectorsRow() throws IOException {
    try (var jumpbox = new MinaSsh()) {
      jumpbox.forbidForwarding();
      throughTheJumpbox(jumpbox, "proxy_host_key: " + TestKeys.fingerprint(jumpbox.hostKey()));

      var command = world.run("check-config", "--env", "dev04");

      assertThat(command.out().replaceAll("\\s+", " "))
          .contains("jumpbox ok ")
          .contains("bosh reach FAIL the jumpbox jumpbox@127.0.0.1:")
          .contains("administratively prohibited")
          .contains("-> allow it there: AllowTcpForwarding")
          .contains("bosh rights - not tried: needs bosh reach");
    }
  }

  @Test
  void aProxyThatRefusesThePasswordIsTheCulpritAndThePasswordIsNotShown() throws IOException {
    try (var proxy = new SocksServer(1, true)) {
      world.with(
          "deployment: concourse",
          "deployment: concourse\n      proxy: socks5h://bot:hunter%%32two@127.0.0.1:%d"
              .formatted(proxy.port()));

      for (var command :
          List.of(
              world.run("check-config", "--env", "dev04"),
              world.run("status", "dev04", "--details"))) {
        assertThat((command.out() + command.err()).replaceAll("\\s+", " "))
            .contains("does not accept the password of bot")
            .doesNotContain("hunter");
      }
    }
  }

  @Test
  void aKeyIsFoundBesideTheSettingsFile() throws IOException {
    try (var jumpbox = new MinaSsh()) {
      Files.createDirectory(folder.resolve("keys"));
      Files.writeString(folder.resolve("keys/jumpbox.pem"), TestKeys.openSsh(jumpbox.userKey()));
      world.with(
          "deployment: concourse",
          """
          deployment: concourse
                proxy: ssh+socks5://%s?private-key=keys/jumpbox.pem
                proxy_host_key: [%s, %s]"""
              .formatted(
                  jumpbox.address(),
                  TestKeys.fingerprint(TestKeys.ed25519()),
                  TestKeys.fingerprint(jumpbox.hostKey())));

      assertThat(world.run("status", "dev04", "--details").out()).contains("concourse-worker");
      assertThat(jumpbox.logins()).isEqualTo(1);
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
