package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.LoopbackSsh;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;
import pipelinelock.ssh.TestKeys;

/** What holds for every SSH server. */
abstract class SshTunnelContract<S extends LoopbackSsh> {
  static final TunnelPace QUICK =
      new TunnelPace(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          200);

  @TempDir Path folder;
  S server;
  Website website;
  SshTunnel tunnel;
  OkHttpClient client;

  abstract S server(Path folder) throws IOException;

  @BeforeEach
  final void startAll() throws IOException {
    server = server(folder);
    website = new Website();
    use(server.access());
  }

  final void use(SshAccess access) {
    tunnel = new SshTunnel(server.address(), access, QUICK);
    // As the clients of the bot are: nothing is sent twice.
    client = tunnel.through(new OkHttpClient.Builder().retryOnConnectionFailure(false).build());
  }

  @AfterEach
  final void stopAll() {
    if (server != null) {
      tunnel.close();
      website.close();
      server.close();
    }
  }

  final String get(Request request) throws IOException {
    try (var response = client.newCall(request).execute()) {
      return response.body().string();
    }
  }

  @Test
  void nothingIsConnectedBeforeTheFirstRequest() throws Exception {
    assertThat(server.logins()).isZero();

    assertThat(get(website.request(""))).isEqualTo("hello");

    assertThat(server.logins()).isEqualTo(1);
  }

  @Test
  void allRequestsShareOneConnection() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < 30; i++) {
        answers.add(threads.submit(() -> get(website.request(""))));
      }
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo("hello");
      }
    }

    assertThat(server.logins()).isEqualTo(1);
  }

  @Test
  void aTunnelThatIsCutInTheMiddleOfARequestIsRebuiltForTheSameClient() throws Exception {
    get(website.request(""));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> get(website.request("slow")));
      website.awaitSlowRequest();

      server.cut();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(slow::get)
          .withCauseInstanceOf(IOException.class);
    }
    assertThat(get(website.request(""))).isEqualTo("hello");
    assertThat(server.logins()).isEqualTo(2);
  }

  @Test
  void aTunnelThatIsCutIsRebuiltThoughNobodyAsks() throws Exception {
    get(website.request(""));

    server.cut();

    await().until(() -> server.logins() == 2);
  }

  @Test
  void everyCutIsSurvived() throws Exception {
    for (int i = 1; i <= 5; i++) {
      assertThat(get(website.request(""))).isEqualTo("hello");
      int logins = i;
      assertThat(server.logins()).isEqualTo(logins);
      server.cut();
      await().until(() -> server.logins() > logins);
    }
  }

  @Test
  void aServerThatIsAwayIsSaidToBeAndFoundAgain() throws Exception {
    get(website.request(""));
    server.stop();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> get(website.request("")))
                    .isInstanceOfSatisfying(
                        RemoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
                    .hasMessageContaining("could not be reached: the connection was refused")
                    .hasMessageContaining(server.address().toString()));

    server.start();

    // An attempt that began before the start may still have to fail, for all who wait for it.
    await()
        .ignoreExceptionsInstanceOf(RemoteFailure.class)
        .untilAsserted(() -> assertThat(get(website.request(""))).isEqualTo("hello"));
  }

  @Test
  void aServerWithAnotherHostKeyIsRefusedAndTheKeyNamed() {
    var other = HostKeys.pinned(TestKeys.fingerprint(TestKeys.ed25519()));
    use(new SshAccess(server.access().identity(), other));

    assertRefused("but the settings pin SHA256:");
  }

  @Test
  void aServerWithAnotherKeyThanKnownHostsHasIsRefusedAndTheKeyNamed() {
    var known = server.knownHosts();
    var other =
        known.substring(0, known.indexOf(' ') + 1) + TestKeys.publicLine(TestKeys.ed25519());
    use(new SshAccess(server.access().identity(), HostKeys.knownHosts(other)));

    assertRefused("but known_hosts has a different one");
  }

  @Test
  void aServerThatNobodyKnowsIsRefusedAndItsKeyNamed() {
    use(new SshAccess(server.access().identity(), HostKeys.none()));

    assertRefused("the settings have none");
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> get(website.request("")))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED))
        .hasMessageContaining(words)
        .hasMessageContaining("ssh-ed25519 " + TestKeys.fingerprint(server.hostKey()));
    assertThat(server.logins()).isZero();
  }

  @Test
  void aPinnedFingerprintIsEnough() throws Exception {
    var pinned = HostKeys.pinned(TestKeys.fingerprint(server.hostKey()));
    use(new SshAccess(server.access().identity(), pinned));

    assertThat(get(website.request(""))).isEqualTo("hello");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsNoAccess() {
    var stranger = new SshIdentity.Key(TestKeys.openSsh(TestKeys.ed25519()));
    use(new SshAccess(stranger, server.access().hostKeys()));

    assertThatThrownBy(() -> get(website.request("")))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED))
        .hasMessageContaining("does not accept the key");
  }

  @Test
  void aClosedTunnelIsClosedForGood() throws Exception {
    get(website.request(""));

    tunnel.close();
    tunnel.close();

    assertThatThrownBy(() -> get(website.request("")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("is closed");
    assertThat(server.logins()).isEqualTo(1);
  }
}
