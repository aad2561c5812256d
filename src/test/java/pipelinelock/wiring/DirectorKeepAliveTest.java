package pipelinelock.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.World;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.ssh.MinaSsh;
import pipelinelock.ssh.TestKeys;

/** A tunnel, TLS and a token are there before the first look, and again after a rebuild. */
class DirectorKeepAliveTest {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  @AutoClose private World world;
  @AutoClose private final MinaSsh jumpbox = new MinaSsh();

  @BeforeEach
  void aWorldBehindAJumpbox() throws IOException {
    world = new World(folder);
    var key = Files.writeString(folder.resolve("jumpbox.pem"), TestKeys.openSsh(jumpbox.userKey()));
    world.with(
        "deployment: concourse",
        """
        deployment: concourse
              proxy: ssh+socks5://%s
              proxy_private_key: file:%s
              proxy_host_key: %s"""
            .formatted(jumpbox.address(), key, TestKeys.fingerprint(jumpbox.hostKey())));
  }

  private PlatformWiring wiring() {
    return new PlatformWiring(Http.client(), InstantSource.system(), folder.resolve("copies"));
  }

  private Platforms platforms(PlatformWiring clients) {
    return clients.platforms(new SettingsFile(world.variables()).environments(world.file()));
  }

  private int requests() {
    return world.around().director().requests().size();
  }

  @Test
  void theWayIsMadeBeforeTheFirstLookAndAnewAfterEachRebuild() {
    try (var clients = wiring()) {
      var platforms = platforms(clients);
      assertThat(jumpbox.logins()).isZero();

      clients.warmth().begin(platforms.names());
      clients.warmth().await(DEV04, LIMIT);

      assertThat(jumpbox.logins()).isEqualTo(1);
      assertThat(requests()).isPositive();
      int asked = requests();

      jumpbox.cut();

      await().until(() -> jumpbox.logins() == 2 && requests() > asked);
    }
  }

  @Test
  void aWayThatCannotBeMadeHoldsNobodyUpForLong() {
    jumpbox.stop();
    try (var clients = wiring()) {
      var names = platforms(clients).names();

      long began = System.nanoTime();
      clients.warmth().begin(names);
      clients.warmth().await(DEV04, LIMIT);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    }
  }

  @Test
  void aDirectorThatIsReachedDirectlyNeedsNoWaiting() {
    try (var clients = wiring()) {
      long began = System.nanoTime();
      clients.warmth().await(DEV04, LIMIT);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.dividedBy(2));
    }
  }
}
